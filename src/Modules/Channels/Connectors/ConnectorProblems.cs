using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors;

/// <summary>Why a document or an order is not what it is said to be.</summary>
internal static class ConnectorProblems
{
    public static Problem Misfit(string format, string why) => Problem.Invalid("channels.json_misfit", $"This is not {format} JSON: {why}. Check the format, and send the source's own JSON unchanged.");
    public static Problem Missing(string path) => Problem.Invalid("channels.json_missing", $"'{path}' is missing.", path);
    public static Problem WrongKind(string path, string expected) => Problem.Invalid("channels.json_wrong_kind", $"'{path}' is not {expected}.", path);
    public static Problem Unknown(string path) => Problem.Invalid("channels.json_unknown_field", $"'{path}' is not a field of an order. Check its spelling, or leave it out.", path);
    public static Problem Twice(string path, string other) => Problem.Invalid("channels.json_twice", $"'{path}' and '{other}' say the same. Send one of them.", path);
    public static Problem AmountMismatch(string path) => Problem.Invalid("channels.json_amount_mismatch", $"'{path}' is not quantity × unit price. Correct one of them, or leave the amount out.", path);
    public static Problem FormatUnknown(string format) => Problem.Invalid("channels.format_unknown", $"'{format}' is not a format of orders. Use one of {OrderReaders.Formats}.", "format");

    /// <summary>The marketplace's own words stand in <paramref name="words"/>.</summary>
    public static Problem Refused(string shop, string words) => Problem.Invalid("channels.shop_refused", $"{shop} refused: {words}");
    public static Problem KeysRefused(string shop, string words) => Problem.Forbidden("channels.shop_keys_refused", $"{shop} does not accept the keys: {words}. Check them and connect the shop again.");
    public static Problem NotThere(string shop, string words) => Problem.NotFound("channels.shop_not_there", $"{shop} does not know it: {words}");
    public static Problem NoWebhooks(string shop) => Problem.NotFound("channels.no_webhooks", $"{shop} sends no webhooks to us; its orders are pulled.");
    public static Problem Unsigned(string header) => Problem.Forbidden("channels.webhook_unsigned", $"The webhook has no signature in the header {header}, so nobody knows who sent it. It was kept and not read.");
    public static Problem SignatureWrong(string header) => Problem.Forbidden("channels.webhook_signature_wrong", $"The signature in the header {header} does not fit the body: it was changed or cut on its way, or the secret is another one. It was kept and not read.");
    public static Problem WebhookMisfit(string why) => Problem.Invalid("channels.webhook_misfit", $"The webhook cannot be read: {why}. Its orders come with the next pull.");
    public static Problem KindUnknown(string kind, string known) => Problem.NotFound("channels.connector_unknown", $"There is no connector for '{kind}'. Use one of {known}.");
    public static Problem KeyMissing(string key) => Problem.Invalid("channels.shop_key_missing", $"The key {key} is missing.", key);
    public static Problem ListingUnknown(string shop, string sku) => Problem.NotFound("channels.listing_unknown", $"{shop} has no listing with the SKU {sku}. List it there, or correct the SKU.");
    public static Problem NothingToFulfil(string shop, string number) => Problem.Conflict("channels.nothing_to_fulfil", $"{shop} has nothing left to ship of order {number}.");
    public static Problem AddressWrong() => Problem.Invalid("channels.shop_address_wrong", "The address must begin with https://, or with http:// on this machine.", "base-url");
}
