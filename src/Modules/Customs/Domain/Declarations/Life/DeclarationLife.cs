using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Life;

/// <summary>
/// The life of a declaration, told by its events in the order in which they happened: however late or in which order
/// notifications come in, the stage is the same (<c>Rules/declarations/uk-dms-notifications.tsv</c>).
/// </summary>
internal static class DeclarationLife
{
    private static readonly IReadOnlyList<NotificationRule> Rules = [.. RuleFile.Rows(typeof(DeclarationLife).Assembly, "declarations/uk-dms-notifications.tsv").Select(NotificationRule.Read)];

    /// <summary>Nothing more is expected of customs.</summary>
    public static bool IsOver(DeclarationStage stage) => stage is DeclarationStage.Cleared or DeclarationStage.Exited or DeclarationStage.Refused or DeclarationStage.Cancelled or DeclarationStage.Seized;

    /// <summary>Ours to change: nobody has it, or customs refused it.</summary>
    public static bool IsOurs(DeclarationStage stage) => stage is DeclarationStage.Draft or DeclarationStage.Refused;

    public static NotificationRule? RuleOf(string function, string status) =>
        Rules.FirstOrDefault(rule => rule.Function == function && rule.Status == status) ?? Rules.FirstOrDefault(rule => rule.Function == function && rule.Status.Length == 0);

    /// <returns>The stage and since when.</returns>
    public static (DeclarationStage Stage, DateTime Since) Of(IEnumerable<LifeEvent> events, DateTime created)
    {
        var (stage, since) = (DeclarationStage.Draft, created);
        foreach (var happened in events.OrderBy(one => one.At).ThenBy(one => one.Sequence))
        {
            if (happened.To is not { } to || to == stage || (happened.From is { } from && from != stage)) continue;
            (stage, since) = (to, happened.At);
        }

        return (stage, since);
    }
}

/// <param name="From">Only from this stage does it move; null from any.</param>
/// <param name="To">Null when it moves nothing.</param>
internal sealed record LifeEvent(DateTime At, long Sequence, DeclarationStage? From, DeclarationStage? To);

internal sealed record NotificationRule(string Function, string Status, string Name, DeclarationStage? From, DeclarationStage? To, Sentence Words)
{
    public static NotificationRule Read(string[] row) => new(row[0], row[1] == RuleText.None ? "" : row[1], row[2], Stage(row[3]), Stage(row[4]), Sentence.OfRule(row[5]));

    private static DeclarationStage? Stage(string text) => text == RuleText.None ? null : Enum.Parse<DeclarationStage>(text);
}

/// <summary>What a notification says, out of the message.</summary>
/// <param name="Key">Customs' own number of the notification.</param>
/// <param name="Reference">The trader's reference of the declaration; empty where customs give only the MRN.</param>
/// <param name="At">When it was issued, UTC.</param>
/// <param name="DocumentsDue">Until when documents are wanted; null where none are.</param>
internal sealed record Notification(string Key, string Function, string Status, string Reference, string Mrn, DateTime At, DateTime? DocumentsDue, IReadOnlyList<string> Errors)
{
    public static IReadOnlyList<Notification> Of(CustomsMessage message) => [.. message.Responses.Select(Of)];

    private static Notification Of(Field response) => new(
        response["FunctionalReferenceID"] ?? "", response["FunctionCode"] ?? "", response["Status/NameCode"] ?? "", response["Declaration/FunctionalReferenceID"] ?? "", response["Declaration/ID"] ?? "",
        WireTime.Read(response["IssueDateTime"]) ?? DateTime.UnixEpoch, WireTime.Read(response["AdditionalInformation/LimitDateTime"]),
        [.. response.All("Error").Select(error => $"{error["ValidationCode"]} {error["Description"]}".Trim())]);
}
