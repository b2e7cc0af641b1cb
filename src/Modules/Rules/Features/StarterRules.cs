using System.Text.Json;
using System.Text.Json.Nodes;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <summary>Sets of rules that come with the product (<c>Rules/starter-rules.json</c>): a company takes one into its draft and changes it there.</summary>
internal sealed class StarterRules(EntrepotDb db, EditRules edit)
{
    /// <summary>The sets by their code, as they stand in the file.</summary>
    private static readonly IReadOnlyDictionary<string, JsonArray> Sets = Read();

    public static IReadOnlyCollection<string> Codes => [.. Sets.Keys];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/rules/starters", async (PostedForm form, StarterRules starters, Text words, CancellationToken ct) =>
                PageResult.After(await starters.TakeAsync(form.Text("set"), ct), words["The set stands in the draft"], "/rules"))
            .RequireAuthorization("rules.edit");

    /// <summary>Adds the rules of a set to the draft. Rules that are there by name stay as they are, so that taking a set twice changes nothing.</summary>
    public async Task<Result> TakeAsync(string code, CancellationToken ct)
    {
        if (!Sets.TryGetValue(code, out var set)) return RulesProblems.UnknownSet(code, string.Join(", ", Codes));
        var document = (await edit.DraftAsync(ct))?.Document ?? await db.Set<RuleVersion>().OrderByDescending(version => version.Number).Select(version => version.Document).FirstOrDefaultAsync(ct) ?? RuleDocument.Nothing;
        return await edit.SaveDraftAsync(With(document, set), ct);
    }

    private static string With(string document, JsonArray set)
    {
        var root = JsonNode.Parse(document, documentOptions: RuleDocument.Options)?.AsObject() ?? throw new InvalidOperationException("A document of rules is an object.");
        var rules = root["rules"]?.AsArray() ?? throw new InvalidOperationException("A document of rules has a list of them.");
        var known = rules.Select(Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var rule in set)
            if (!known.Contains(Name(rule))) rules.Add(rule?.DeepClone());
        return root.ToJsonString();
    }

    private static string Name(JsonNode? rule) => rule?["name"]?.GetValue<string>() ?? "";

    private static Dictionary<string, JsonArray> Read()
    {
        using var file = RuleFile.Open(typeof(StarterRules).Assembly, "starter-rules.json");
        var sets = JsonNode.Parse(file)?["sets"]?.AsArray() ?? throw new InvalidOperationException("The file of starter rules has no sets.");
        return sets.ToDictionary(set => set?["code"]?.GetValue<string>() ?? "", set => set?["rules"]?.AsArray() ?? []);
    }
}
