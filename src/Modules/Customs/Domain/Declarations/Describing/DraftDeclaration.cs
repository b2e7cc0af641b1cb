using System.Text.Json;
using System.Text.Json.Nodes;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Customs.Domain.Descriptions;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>A declaration as it would be filed: completed, checked and written, with all that is wrong with it.</summary>
/// <param name="Problems">What customs would refuse; it cannot be filed while there are any.</param>
/// <param name="Doubts">What they may ask about.</param>
internal sealed record DraftDeclaration(JsonObject Description, CustomsMessage Message, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Doubts)
{
    /// <summary>A description of 999 items is below this.</summary>
    public const long BytesMax = 4_000_000;

    private static readonly VagueTerms Terms = new();
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public string Reference => Message.Declaration?["FunctionalReferenceID"] ?? "";

    public string Type => Message.Declaration?["TypeCode"] ?? "";

    public static Result<JsonNode> Parse(string json)
    {
        if (json.Length > BytesMax) return CheckProblems.TooLarge(BytesMax);

        try
        {
            return JsonNode.Parse(json, documentOptions: Strict) is { } node ? node : CheckProblems.NotJson("it is empty");
        }
        catch (JsonException fault)
        {
            return CheckProblems.NotJson(fault.Message);
        }
    }

    public static DraftDeclaration Of(JsonObject given, DateOnly on)
    {
        var description = CompleteDescription.Of(given);
        var (declaration, names, unread) = WriteDeclaration.From(description);
        var problems = new List<Problem>(unread);
        problems.AddRange(MessageCheck.Faults(declaration, field => names.GetValueOrDefault(field)));
        problems.AddRange(DescriptionRules.Faults(description, on));
        problems.AddRange(CrossChecks.Faults(description));
        problems.AddRange(Vague(description, on));
        return new(description, new(Wrapped(declaration), IsQualified: true), problems, [.. CrossChecks.Doubts(description)]);
    }

    /// <summary>With the meta data that HMRC wants.</summary>
    private static Field Wrapped(Field declaration)
    {
        var metaData = new Field(MessageShape.MetaData);
        metaData.Add("WCODataModelVersionCode", "3.6");
        metaData.Add("WCOTypeName", "DEC");
        metaData.Add("ResponsibleCountryCode", "GB");
        metaData.Add("ResponsibleAgencyName", "HMRC");
        metaData.Add("AgencyAssignedCustomizationVersionCode", "v2.1");
        metaData.Append(declaration);
        return metaData;
    }

    private static IEnumerable<Problem> Vague(JsonObject description, DateOnly on)
    {
        foreach (var (place, words) in Said.Under(description, "items[].description"))
            if (words is not null && Terms.Whole(Classification.GoodsWords.Of(words), on) is { } term) yield return CheckProblems.Vague(place, term.Text);
    }
}
