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
    public static Problem FormatUnknown(string format) => Problem.Invalid("channels.format_unknown", $"'{format}' is not a format of orders. Use entrepot, amazon or shopify.", "format");
}
