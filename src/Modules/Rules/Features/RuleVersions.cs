using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <summary>The pages of versions: the list, what each changed, and the way back to one.</summary>
internal sealed class RuleVersions(EntrepotDb db, EditRules edit)
{
    /// <summary>More versions nobody looks through; the API has all.</summary>
    private const int ShownMax = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rules/versions", async (RuleVersions versions, CancellationToken ct) => PageResult.Show<RuleVersionsPage>(new { Rows = await versions.RowsAsync(ct) })).RequireAuthorization("rules.view");
        routes.MapGet("/rules/changes", async (ListUrl url, RuleVersions versions, CancellationToken ct) =>
                (await versions.ChangesAsync(Number(url["from"]), Number(url["to"]), ct)) is var changes && changes.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Show<RuleChangesPage>(new { View = changes.Value }))
            .RequireAuthorization("rules.view");
        routes.MapPost("/rules/versions/{number:int}/back", async (int number, PublishRules publish, Text words, CancellationToken ct) => RulesPages.Published(await publish.BackToAsync(number, ct), words)).RequireAuthorization("rules.edit");
    }

    public async Task<IReadOnlyList<VersionRow>> RowsAsync(CancellationToken ct)
    {
        var versions = await db.Set<RuleVersion>().OrderByDescending(version => version.Number).Take(ShownMax).Select(version => new { version.Number, version.PublishedAt, version.PublishedBy, version.Note }).ToListAsync(ct);
        return versions.ConvertAll(version => new VersionRow(version.Number, version.PublishedAt, version.PublishedBy, version.Note, version.Number == versions[0].Number));
    }

    /// <param name="from">The version compared with; null for the one before.</param>
    /// <param name="to">The version; null for the draft.</param>
    public async Task<Result<ChangesView>> ChangesAsync(int? from, int? to, CancellationToken ct)
    {
        var after = to is null ? (await edit.DraftAsync(ct))?.Document : await DocumentAsync(to.Value, ct);
        if (after is null) return to is null ? RulesProblems.NoDraft() : RulesProblems.VersionNotFound(to.Value);

        var last = await db.Set<RuleVersion>().MaxAsync(version => (int?)version.Number, ct) ?? 0;
        var with = from ?? (to is null ? last : to.Value - 1);
        var before = with == 0 ? RuleDocument.Nothing : await DocumentAsync(with, ct);
        if (before is null) return RulesProblems.VersionNotFound(with);
        return new ChangesView(with, to, [.. RuleDiff.Of(before, after).Select(change => new ChangedRule(change.Name, Word(change.Kind), string.Join("\n", change.Lines.Select(line => $"{line.Sign} {line.Text}"))))]);
    }

    private Task<string?> DocumentAsync(int number, CancellationToken ct) => db.Set<RuleVersion>().Where(version => version.Number == number).Select(version => version.Document).SingleOrDefaultAsync(ct);

    private static string Word(RuleChangeKind kind) => kind switch
    {
        RuleChangeKind.Added => "Added|rule",
        RuleChangeKind.Removed => "Removed|rule",
        RuleChangeKind.Changed => "Changed|rule",
        _ => "Moved|rule",
    };

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
