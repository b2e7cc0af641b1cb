using System.Text.Json;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Rules.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <summary>The page of rules: what holds now, and the draft with its publication.</summary>
internal static class RulesPages
{
    private const string NoRules = """{ "rules": [] }""";

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
        var view = new RulesView(set.Version, published?.PublishedAt, published?.PublishedBy ?? "", Rows(set, published?.Document ?? NoRules), draft is not null, draft?.Document ?? published?.Document ?? NoRules);
        return posted.HasProblems ? PageResult.Invalid<RulesPage>(new { View = view, Posted = posted }) : PageResult.Show<RulesPage>(new { View = view });
    }

    private static async Task<PageResult> SaveAsync(PostedForm form, EntrepotDb db, RuleBook book, EditRules edit, Text words, CancellationToken ct)
    {
        // The place of a fault is a path inside the document, so it is shown at the document's field.
        if ((await edit.SaveDraftAsync(form.Raw("document") ?? "", ct)).Problem is { } problem) return await ShowAsync(db, book, edit, form.With(problem with { Field = "document" }), ct);
        return PageResult.Go("/rules").Saying(words["Draft saved"]);
    }

    private static async Task<PageResult> PublishAsync(PostedForm form, EditRules edit, Text words, CancellationToken ct)
    {
        var published = await edit.PublishAsync(form.Text("note"), ct);
        return published.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go("/rules").Saying(words["Version {0} holds from now on", published.Value]);
    }

    private static List<RuleRow> Rows(RuleSet set, string document)
    {
        using var json = JsonDocument.Parse(document);
        var conditions = json.RootElement.GetProperty("rules").EnumerateArray().Select(rule => JsonSerializer.Serialize(rule.GetProperty("when"))).ToList();
        return [.. set.All.Zip(conditions, (rule, when) => new RuleRow(rule.Name, rule.IsEnabled, when, rule.Then.Describe()))];
    }
}
