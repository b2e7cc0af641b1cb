using System.Globalization;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <param name="Document">The document of rules, as it can be put back.</param>
internal sealed record RuleVersionAnswer(int Version, DateTime PublishedAt, string PublishedBy, string Note, JsonElement Document);

internal sealed record RuleDraftAnswer(int BasedOn, DateTime EditedAt, string EditedBy, JsonElement Document);

internal sealed record PublishRequest(string Note = "");

internal sealed record BackRequest(int Version);

internal sealed record Published(int Version);

/// <summary>The rules over HTTP: read, draft, publish, go back.</summary>
internal static class RulesApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/api/v1/rules").DisableAntiforgery();
        rules.MapGet("", CurrentAsync).RequireAuthorization("rules.view").WithSummary("The published rules");
        rules.MapGet("/versions", VersionsAsync).RequireAuthorization("rules.view").WithSummary("All published versions, newest first");
        rules.MapGet("/draft", DraftAsync).RequireAuthorization("rules.view").WithSummary("The draft");
        rules.MapPut("", SaveAsync).RequireAuthorization("rules.edit").WithMetadata(new RequestSizeLimitAttribute(RuleDocument.BytesMax + 1024)).WithSummary("Save a draft; it must compile");
        rules.MapDelete("/draft", async (EditRules edit, CancellationToken ct) => (await edit.DiscardDraftAsync(ct)).ToHttp()).RequireAuthorization("rules.edit").WithSummary("Throw the draft away");
        rules.MapPost("/publish", PublishAsync).RequireAuthorization("rules.edit").WithSummary("Publish the draft as a new version, or ask a second person to (202)");
        rules.MapPost("/versions/{number:int}/restore", async (int number, EditRules edit, CancellationToken ct) => (await edit.RestoreAsync(number, ct)).ToHttp())
            .RequireAuthorization("rules.edit").WithSummary("Take an old version up again as the draft");
        rules.MapPost("/back", async (BackRequest request, PublishRules publish, CancellationToken ct) => Answer(await publish.BackToAsync(request.Version, ct)))
            .RequireAuthorization("rules.edit").WithSummary("Make an old version hold again, as a new version");
    }

    private static async Task<IResult> CurrentAsync(EntrepotDb db, CancellationToken ct) =>
        await db.Set<RuleVersion>().OrderByDescending(version => version.Number).FirstOrDefaultAsync(ct) is { } version ? Results.Ok(Answer(version)) : RulesProblems.VersionNotFound(1).ToHttp();

    private static async Task<IReadOnlyList<RuleVersionAnswer>> VersionsAsync(EntrepotDb db, int? page, CancellationToken ct) =>
        (await db.Set<RuleVersion>().OrderByDescending(version => version.Number).Skip(Math.Max(0, (page ?? 1) - 1) * PageSize).Take(PageSize).ToListAsync(ct)).ConvertAll(Answer);

    private static async Task<IResult> DraftAsync(EditRules edit, CancellationToken ct) =>
        await edit.DraftAsync(ct) is { } draft ? Results.Ok(new RuleDraftAnswer(draft.BasedOn, draft.EditedAt, draft.EditedBy, Parse(draft.Document))) : RulesProblems.NoDraft().ToHttp();

    private static async Task<IResult> SaveAsync(HttpRequest request, EditRules edit, CancellationToken ct)
    {
        using var reader = new StreamReader(request.Body);
        return (await edit.SaveDraftAsync(await reader.ReadToEndAsync(ct), ct)).ToHttp();
    }

    private static async Task<IResult> PublishAsync(PublishRequest request, PublishRules publish, CancellationToken ct) => Answer(await publish.DraftAsync(request.Note.Trim(), ct));

    /// <summary>The new version, or 202 with the request that another person has to decide.</summary>
    private static IResult Answer(Result<Publication> publication) =>
        publication.Problem is { } problem ? problem.ToHttp()
        : publication.Value.Version is { } version ? Results.Ok(new Published(version))
        : Results.Accepted(string.Create(CultureInfo.InvariantCulture, $"/api/v1/approvals/{publication.Value.Approval}"), new { approval = publication.Value.Approval });

    /// <summary>Documents are large: a screenful of versions.</summary>
    private const int PageSize = 20;

    private static RuleVersionAnswer Answer(RuleVersion version) => new(version.Number, version.PublishedAt, version.PublishedBy, version.Note, Parse(version.Document));

    private static JsonElement Parse(string document) => JsonSerializer.Deserialize<JsonElement>(document);
}
