using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;
using Entrepot.Rules.Domain.Speaking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <summary>The page of rules: what holds now, and the draft with its publication.</summary>
internal static class RulesPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rules", async (EntrepotDb db, RuleBook book, EditRules edit, CancellationToken ct) => await ShowAsync(db, book, edit, PostedForm.Blank, ct)).RequireAuthorization("rules.view");
        routes.MapPost("/rules/draft", SaveAsync).RequireAuthorization("rules.edit");
        routes.MapPost("/rules/publish", PublishAsync).RequireAuthorization("rules.edit");
        routes.MapPost("/rules/discard", async (EditRules edit, Text words, CancellationToken ct) => PageResult.After(await edit.DiscardDraftAsync(ct), words["Draft thrown away"], "/rules")).RequireAuthorization("rules.edit");
    }

    private static async Task<PageResult> ShowAsync(EntrepotDb db, RuleBook book, EditRules edit, PostedForm posted, CancellationToken ct)
    {
        var set = await book.CurrentSetAsync(ct);
        var published = await db.Set<RuleVersion>().SingleOrDefaultAsync(version => version.Number == set.Version, ct);
        var draft = await edit.DraftAsync(ct);
        var currency = await db.Set<Tenant>().Where(company => company.Id == db.Tenant).Select(company => company.Currency).SingleAsync(ct);
        var view = new RulesView(set.Version, published?.PublishedAt, published?.PublishedBy ?? "", Rows(set, published?.Document ?? RuleDocument.Nothing, new(currency)), draft is not null, draft?.Document ?? published?.Document ?? RuleDocument.Nothing);
        return posted.HasProblems ? PageResult.Invalid<RulesPage>(new { View = view, Posted = posted }) : PageResult.Show<RulesPage>(new { View = view });
    }

    private static async Task<PageResult> SaveAsync(PostedForm form, EntrepotDb db, RuleBook book, EditRules edit, Text words, CancellationToken ct)
    {
        // The place of a fault is a path inside the document, so it is shown at the document's field.
        if ((await edit.SaveDraftAsync(form.Raw("document") ?? "", ct)).Problem is { } problem) return await ShowAsync(db, book, edit, form.With(problem with { Field = "document" }), ct);
        return PageResult.Go("/rules").Saying(words["Draft saved"]);
    }

    private static async Task<PageResult> PublishAsync(PostedForm form, PublishRules publish, Text words, CancellationToken ct) => Published(await publish.DraftAsync(form.Text("note"), ct), words);

    public static PageResult Published(Result<Publication> publication, Text words) =>
        publication.Problem is { } problem ? PageResult.Refused(problem)
        : publication.Value.Version is { } version ? PageResult.Go("/rules").Saying(words["Version {0} holds from now on", version])
        : PageResult.Go("/rules").Saying(words["A second person decides; nothing is changed until then."], Tone.Warn);

    /// <summary>The rules as they stand in the document; one that is not understood any more tells why.</summary>
    private static List<RuleRow> Rows(RuleSet set, string document, ConditionWords words)
    {
        using var json = JsonDocument.Parse(document);
        var compiled = set.All.ToDictionary(rule => rule.Name, StringComparer.OrdinalIgnoreCase);
        return [.. json.RootElement.GetProperty("rules").EnumerateArray().Select(rule =>
        {
            var name = RuleReader.Name(rule) ?? "";
            return compiled.TryGetValue(name, out var known) ? new RuleRow(name, known.IsEnabled, known.Owner, words.Of(rule.GetProperty("when")), known.Then.Describe())
                : set.Broken.FirstOrDefault(broken => broken.Name == name) is { } broken ? new(name, true, "", broken.Why.Message, "cannot be asked") { IsBroken = true }
                : new(name, false, "", "cannot be asked", "");
        })];
    }
}
