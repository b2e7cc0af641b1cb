using System.Text.Encodings.Web;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <summary>
/// Changes the rules in two steps: a draft, which must compile to be saved, and its publication as a new version. Old
/// versions stay and can be taken up again as a draft.
/// </summary>
internal sealed class EditRules(EntrepotDb db, RuleBook book, CurrentUser user, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<RuleDraft?> DraftAsync(CancellationToken ct) => db.Set<RuleDraft>().SingleOrDefaultAsync(ct);

    public async Task<Result> SaveDraftAsync(string document, CancellationToken ct)
    {
        if (RuleDocument.Compile(document, 0, null, book.Data()).Problem is { } problem) return problem;

        var readable = Canonical(document);
        await using var unit = await db.BeginAsync(ct);
        await WriteDraftAsync(readable, ct);
        return await unit.CommitAsync(ct);
    }

    public async Task<Result> DiscardDraftAsync(CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<RuleDraft>().AsTracking().SingleOrDefaultAsync(ct) is { } draft) db.Remove(draft);
        return await unit.CommitAsync(ct);
    }

    /// <returns>The new version's number.</returns>
    public async Task<Result<int>> PublishAsync(string note, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<RuleDraft>().SingleOrDefaultAsync(ct) is not { } draft) return RulesProblems.NoDraft();

        var published = await PublishAsync(draft.Document, draft.BasedOn, note, user.Name, ct);
        if (published.Problem is not null) return published;
        return (await unit.CommitAsync(ct)).Problem is { } conflict ? conflict : published;
    }

    /// <summary>In the open unit of work. A draft that says the same is done with.</summary>
    /// <param name="basedOn">The version that held when the document was written; refused when another holds by now.</param>
    public async Task<Result<int>> PublishAsync(string document, int basedOn, string note, string by, CancellationToken ct)
    {
        var current = await book.CurrentNumberAsync(ct);
        if (basedOn != current) return RulesProblems.PublishedMeanwhile(current);
        if (RuleDocument.Compile(document, current + 1, null, book.Data()).Problem is { } problem) return problem;

        Add(current + 1, document, note, by);
        if (await db.Set<RuleDraft>().AsTracking().SingleOrDefaultAsync(ct) is { } draft && draft.Document == document) db.Remove(draft);
        return current + 1;
    }

    /// <summary>Takes an old version up again as the draft.</summary>
    public async Task<Result> RestoreAsync(int number, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<RuleVersion>().SingleOrDefaultAsync(version => version.Number == number, ct) is not { } old) return RulesProblems.VersionNotFound(number);

        await WriteDraftAsync(old.Document, ct);
        return await unit.CommitAsync(ct);
    }

    /// <summary>Publishes a document as the first version; a company that has one keeps it.</summary>
    public async Task<Result> PublishFirstAsync(string document, string note, CancellationToken ct)
    {
        if (RuleDocument.Compile(document, 1, null, book.Data()).Problem is { } problem) return problem;

        await using var unit = await db.BeginAsync(ct);
        if (await book.CurrentNumberAsync(ct) > 0) return Result.Ok;
        Add(1, Canonical(document), note, user.Name);
        return await unit.CommitAsync(ct);
    }

    private void Add(int number, string document, string note, string by) => db.Add(new RuleVersion
    {
        TenantId = db.Tenant,
        Number = number,
        Document = document,
        Note = note,
        PublishedAt = clock.GetUtcNow().UtcDateTime,
        PublishedBy = by,
    });

    private async Task WriteDraftAsync(string document, CancellationToken ct)
    {
        var draft = await db.Set<RuleDraft>().AsTracking().SingleOrDefaultAsync(ct);
        if (draft is null)
        {
            draft = new() { TenantId = db.Tenant };
            db.Add(draft);
        }

        draft.Write(document, await book.CurrentNumberAsync(ct), clock.GetUtcNow().UtcDateTime, user.Name);
    }

    /// <summary>Without comments and with even indentation, so that two versions can be compared line by line.</summary>
    private static string Canonical(string document)
    {
        using var json = JsonDocument.Parse(document, RuleDocument.Options);
        return JsonSerializer.Serialize(json.RootElement, Readable);
    }
}
