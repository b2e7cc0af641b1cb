using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Data;
using Entrepot.Rules.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

internal sealed record BlacklistAnswer(long Id, BlacklistKind Kind, string Value, string Reason, DateOnly? Until, DateTime AddedAt, string AddedBy);

internal sealed record Added(long Id);

/// <summary>Puts somebody on the company's blacklist, or takes an entry off again.</summary>
internal sealed class EditBlacklist(EntrepotDb db, IdBlocks ids, ChangeLog log, CurrentUser user, TimeProvider clock) : IBlacklistEditing
{
    private const int PageSize = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var list = routes.MapGroup("/api/v1/blacklist").DisableAntiforgery();
        list.MapGet("", async (EditBlacklist edit, string? q, int? page, CancellationToken ct) => await edit.ListAsync(q, page ?? 1, ct)).RequireAuthorization("rules.view").WithSummary("The blacklist, newest first");
        list.MapPost("", PostAsync).RequireAuthorization("rules.edit").WithSummary("Add an entry, with its reason");
        list.MapDelete("/{id:long}", async (long id, string? reason, EditBlacklist edit, CancellationToken ct) => (await edit.RemoveAsync(id, reason ?? "", ct)).ToHttp()).RequireAuthorization("rules.edit").WithSummary("Take an entry off; the reason stands in the history of the list");
    }

    public async Task<Result<long>> AddAsync(NewBlacklistEntry entry, CancellationToken ct)
    {
        var key = KeyOf(entry);
        if (key.Length == 0) return RulesProblems.BlacklistEntryEmpty();
        if (string.IsNullOrWhiteSpace(entry.Reason)) return RulesProblems.BlacklistReasonMissing();
        var now = clock.GetUtcNow().UtcDateTime;
        if (entry.Until < DateOnly.FromDateTime(now)) return RulesProblems.BlacklistUntilPast();

        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<BlacklistEntry>().AnyAsync(other => other.Kind == entry.Kind && other.Key == key, ct)) return RulesProblems.BlacklistEntryExists();

        var row = new BlacklistEntry
        {
            TenantId = db.Tenant,
            Id = new(ids.Next()),
            Kind = entry.Kind,
            Shown = entry.Kind == BlacklistKind.Address && entry.Address is { } address ? $"{address.Line1}, {address.Postcode} {address.City}, {address.Country}" : entry.Value.Trim(),
            Key = key,
            Reason = entry.Reason.Trim(),
            Until = entry.Until,
            AddedAt = now,
            AddedBy = user.Name,
        };
        db.Add(row);
        log.Add(BlacklistList.Subject, row.Reason, new Change("Added to the blacklist", "", row.Shown));
        Bump();
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : row.Id.Value;
    }

    public async Task<Result> RemoveAsync(long id, string reason, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<BlacklistEntry>().AsTracking().SingleOrDefaultAsync(entry => entry.Id == new BlacklistEntryId(id), ct) is not { } entry) return RulesProblems.BlacklistEntryNotFound(id);

        db.Remove(entry);
        log.Add(BlacklistList.Subject, reason.Trim(), new Change("Taken off the blacklist", entry.Shown, ""));
        Bump();
        return await unit.CommitAsync(ct);
    }

    public async Task<IReadOnlyList<BlacklistAnswer>> ListAsync(string? text, int page, CancellationToken ct)
    {
        var entries = db.Set<BlacklistEntry>().AsQueryable();
        if (!string.IsNullOrWhiteSpace(text)) entries = BlacklistList.Search(entries, text.Trim());
        var rows = await entries.OrderByDescending(entry => entry.Id).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return rows.ConvertAll(row => new BlacklistAnswer(row.Id.Value, row.Kind, row.Shown, row.Reason, row.Until, row.AddedAt, row.AddedBy));
    }

    private static async Task<IResult> PostAsync(NewBlacklistEntry entry, EditBlacklist edit, CancellationToken ct)
    {
        var added = await edit.AddAsync(entry, ct);
        return added.Problem is { } problem ? problem.ToHttp() : Results.Ok(new Added(added.Value));
    }

    private void Bump() => db.Writes.Execute(RulesSql.BumpBlacklist, expectOneRow: true, db.Tenant.Value);

    private static string KeyOf(NewBlacklistEntry entry) => entry.Kind switch
    {
        BlacklistKind.Email => BlacklistKeys.Email(entry.Value),
        BlacklistKind.Phone => BlacklistKeys.Phone(entry.Value),
        BlacklistKind.Name => BlacklistKeys.Name(entry.Value),
        BlacklistKind.Address => entry.Address is { } address ? BlacklistKeys.Address(address) : "",
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Kind, "There is no such kind of entry."),
    };
}
