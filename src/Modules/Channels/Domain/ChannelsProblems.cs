using Entrepot.Kernel;

namespace Entrepot.Channels.Domain;

/// <summary>Every "no" of the front door.</summary>
internal static class ChannelsProblems
{
    public static Problem NumberMissing() => Problem.Invalid("channels.number_missing", "The order has no number. Send the channel's own order number.", "externalNumber");
    public static Problem NoLines() => Problem.Invalid("channels.no_lines", "The order has no lines. Send at least one.", "lines");
    public static Problem TooManyLines(int count) => Problem.Invalid("channels.too_many_lines", $"The order has {count} lines; {OrderRules.LinesMax} is the most. Split it at the source.", "lines");
    public static Problem LineIdMissing() => Problem.Invalid("channels.line_id_missing", "A line has no id. Number the lines of each order.", "lines.externalLineId");
    public static Problem LineIdRepeated(string id) => Problem.Invalid("channels.line_id_repeated", $"The line id '{id}' stands in the order twice. Give each line its own.", "lines.externalLineId");
    public static Problem CodeMissing(string line) => Problem.Invalid("channels.code_missing", $"Line '{line}' has no article code. Send the SKU, the channel's code or the barcode.", "lines.code");
    public static Problem QuantityOutOfRange(string line) => Problem.Invalid("channels.quantity_out_of_range", $"Line '{line}' needs a quantity from 1 to {OrderRules.QuantityMax}.", "lines.quantity");
    public static Problem CancelledOutOfRange(string line) => Problem.Invalid("channels.cancelled_out_of_range", $"Line '{line}' has cancelled less than nothing or more than was ordered.", "lines.cancelledQuantity");
    public static Problem AmountOutOfRange(string field) => Problem.Invalid("channels.amount_out_of_range", $"The amount in {field} is below zero or larger than any order. Check the sign and the unit: minor units of the currency, prices in millionths.", field);
    public static Problem TextTooLong(string field, int max) => Problem.Invalid("channels.text_too_long", $"The text in {field} is longer than {max} characters. Shorten it.", field);
    public static Problem TextUnprintable(string field) => Problem.Invalid("channels.text_unprintable", $"The text in {field} holds control characters. Remove them at the source.", field);
    public static Problem TimeNotUtc() => Problem.Invalid("channels.time_not_utc", "Times are given in UTC and between the years 1990 and 2200.", "placedAt");
    public static Problem ContentConflict(string number) => Problem.Conflict("channels.content_conflict", $"Order {number} was accepted earlier with other content. The first stays as it is; both are shown under Channels, Conflicts.");
    public static Problem ChannelNotFound(string code) => Problem.NotFound("channels.channel_not_found", $"There is no sales channel '{code}'. Add it under Channels, or correct the code.");
    public static Problem ChannelKnown(string code) => Problem.Conflict("channels.channel_known", $"There is a sales channel '{code}' already. Choose another code.");
    public static Problem ChannelMalformed() => Problem.Invalid("channels.channel_malformed", "A channel needs a code of 1 to 32 lower-case letters, digits and hyphens, a name, a kind and a currency of ISO 4217.", "code");
    public static Problem NotJson(string why) => Problem.Invalid("channels.not_json", $"The body is not JSON: {why}");
    public static Problem TooManyOrders(int count) => new(ProblemKind.TooLarge, "channels.too_many_orders", $"{count} orders came at once; {Contracts.IOrderIntake.BatchMax} is the most. Send them in several requests.");
    public static Problem ImportNotFound(long id) => Problem.NotFound("channels.import_not_found", $"There is no import {id:0}. Look for it under Imports.");
    public static Problem ImportNotRunning() => Problem.Conflict("channels.import_not_running", "The import has ended already. There is nothing to stop.");
    public static Problem IncomingNotFound(long id) => Problem.NotFound("channels.incoming_not_found", $"There is no incoming order {id:0}. Load the list again.");
    public static Problem Unreadable(string why) => Problem.Invalid("channels.payload_unreadable", $"The stored order cannot be read: {why}");
    public static Problem ReasonMissing() => Problem.Invalid("channels.reason_missing", "Say why, in a few words: the reason is kept with your name.", "reason");
    public static Problem ReasonTooLong(int max) => Problem.Invalid("channels.reason_too_long", $"Use at most {max} characters.", "reason");
    public static Problem ConflictNotFound(long id) => Problem.NotFound("channels.conflict_not_found", $"There is no conflict {id:0}. Load the list again.");
    public static Problem ConflictDecided() => Problem.Conflict("channels.conflict_decided", "Somebody has decided this conflict already. Load the list again.");
    public static Problem BookNotHere() => Problem.Conflict("channels.book_not_here", "The order stands in the order book, which does not take another version. Correct it there.");
    public static Problem NotParked(long id) => Problem.Conflict("channels.not_parked", $"The incoming order {id:0} is not parked. Load the list again.");
    public static Problem FolderMissing(string folder) => Problem.NotFound("channels.folder_missing", $"There is no folder {folder}.");
}
