using System.Text;
using System.Text.Json.Nodes;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>From a file with one description or a list of them to the messages.</summary>
internal static class DeclareFiles
{
    public static Result<IReadOnlyList<DeclaredFile>> Of(string json, DateOnly on, string? schemaFolder)
    {
        var parsed = DraftDeclaration.Parse(json);
        if (parsed.Problem is { } broken) return broken;
        CdsSchemas? schemas = null;
        if (schemaFolder is not null)
        {
            var opened = CdsSchemas.Open(schemaFolder);
            if (opened.Problem is { } none) return none;
            schemas = opened.Value;
        }

        var descriptions = parsed.Value is JsonArray list ? [.. list] : new List<JsonNode?> { parsed.Value };
        var files = new List<DeclaredFile>(descriptions.Count);
        foreach (var description in descriptions)
        {
            if (description is not JsonObject one) return CheckProblems.NotJson("each description stands in braces");
            files.Add(File(DraftDeclaration.Of(one, on), schemas));
        }

        return files;
    }

    private static DeclaredFile File(DraftDeclaration draft, CdsSchemas? schemas)
    {
        var xml = MessageWriter.Write(draft.Message);
        IReadOnlyList<Problem> problems = draft.Problems.Count == 0 && schemas is not null ? schemas.Check(draft.Message) : draft.Problems;
        return new(draft.Reference, draft.Type, xml, Hashing.Sha256(Encoding.UTF8.GetString(xml)), problems, draft.Doubts);
    }
}
