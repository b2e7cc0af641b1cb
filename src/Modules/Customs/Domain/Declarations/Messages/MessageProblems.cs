using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Messages;

internal static class MessageProblems
{
    public static Problem NotWellFormed(int line, int column, string why) => Problem.Invalid(
        "customs.message_not_well_formed", $"The XML is not well formed at line {line}, column {column}: {why} Ask the sender for it again.");

    public const string NotAMessageCode = "customs.not_a_message";

    public static Problem NoFolder(string folder) => Problem.Invalid("customs.no_message_folder", $"There is no folder of messages {folder}.");

    public static Problem Unreadable(string why) => Problem.Invalid("customs.message_unreadable", $"The file cannot be read: {why}");

    public static Problem NotAMessage(string root) => Problem.Invalid(
        NotAMessageCode, $"This is no message of CDS: it begins with {root}, and neither it nor what is wrapped in it is a MetaData with a Declaration or a Response.");

    public static Problem TooLarge(long most) => Problem.Invalid("customs.message_too_large", $"The file is larger than {most} bytes, which no message of CDS is.");

    public static Problem UnknownField(string path, string name, int line) => Problem.Invalid(
        "customs.message_unknown_field", $"Line {line}: {path} has no field {name} in this edition of the message.", $"{path}/{name}");

    public static Problem UnknownAttribute(string path, string name, int line) => Problem.Invalid(
        "customs.message_unknown_attribute", $"Line {line}: {path} has no attribute {name} in this edition of the message.", path);

    public static Problem TextInGroup(string path, int line) => Problem.Invalid(
        "customs.message_text_in_group", $"Line {line}: {path} holds fields and has no text of its own.", path);

    public static Problem NoSchemas(string folder) => Problem.Invalid(
        "customs.no_schemas", $"'{folder}' holds no schemas of CDS. Give the folder with wco/declaration and wco/notification, as HMRC's archive of schemas has them.", "schemas");

    public static Problem BrokenSchemas(string folder, string why) => Problem.Invalid(
        "customs.broken_schemas", $"The schemas in '{folder}' cannot be read: {why} Download HMRC's archive again.", "schemas");

    public static Problem NotBySchema(int line, string why) => Problem.Invalid("customs.not_by_schema", $"Line {line} is not what the schema asks for: {why}");

    public static Problem BadValue(string path, FieldRule rule, string element, Sentence why) => Problem.Invalid("customs.bad_value", $"{Named(rule, element)}: {why}.", path);

    public static Problem OutOfOrder(string path, FieldRule rule) => Problem.Invalid("customs.out_of_order", $"{Named(rule, "")} stands behind fields that it has to precede.", path);

    public static Problem Occurs(string path, FieldRule rule, string element, int count) => Problem.Invalid(
        "customs.occurs", count < rule.Least
            ? (Sentence)$"{Named(rule, element)} is missing."
            : $"{Named(rule, element)} stands there more often than allowed ({rule.Most}).", path);

    /// <summary>As a clerk knows it: <c>Importer, coded (3/16)</c>.</summary>
    private static string Named(FieldRule rule, string element) => element.Length > 0 ? $"{rule.Title} ({element})" : rule.Title;
}
