using System.Globalization;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>How orders were before somebody changed them.</summary>
/// <param name="Tag">The tag that was put on or taken off; null for other changes.</param>
internal sealed record UndoWas(IReadOnlyList<UndoRow> Rows, long? Tag = null);

/// <summary>One order before the change; only what the change has touched is set.</summary>
internal sealed record UndoRow(long Order)
{
    public string? HoldCode { get; init; }
    public Sentence? HoldReason { get; init; }
    public string? HoldStage { get; init; }

    /// <summary>The reason was let pass by the release, and not before it.</summary>
    public bool Waived { get; init; }
    public long? OwnerId { get; init; }
    public string? Owner { get; init; }
}

/// <summary>Keeps for a while what changes have found, each for who made it.</summary>
internal sealed class UndoBook(EntrepotDb db, IdBlocks ids, CurrentUser user, TimeProvider clock)
{
    /// <summary>Long enough to see a mistake, short enough that nobody has built on the change.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Adds it to the open unit of work, and forgets what is too old.</summary>
    /// <param name="was">All that the change has found so far.</param>
    /// <param name="path">Of a change in several units of work, where the earlier ones are kept: each keeps what was done until then, so that one which fails loses nothing.</param>
    /// <returns>The path that takes the change back.</returns>
    public string Keep(string kind, UndoWas was, string? path = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var text = JsonSerializer.Serialize(was, OrderJson.Default.UndoWas);
        db.Writes.Execute(Data.OrderSql.ForgetUndo, false, db.Tenant.Value, Timestamps.ToStored(now - Life));
        if (path is not null)
        {
            db.Writes.Execute(Data.OrderSql.GrowUndo, true, db.Tenant.Value, IdOf(path), text, Timestamps.ToStored(now));
            return path;
        }

        var undo = new OrderUndo { TenantId = db.Tenant, Id = ids.Next(), Actor = Actor, At = now, Kind = kind, Was = text };
        db.Writes.Insert(undo);
        return PathOf(undo.Id);
    }

    public static string PathOf(long id) => string.Create(CultureInfo.InvariantCulture, $"/orders/undo/{id}");

    private static long IdOf(string path) => long.Parse(path.AsSpan(path.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);

    /// <summary>Takes out the change of the current user, in the open unit of work: it is taken back once.</summary>
    public async Task<Result<(string Kind, UndoWas Was)>> TakeAsync(long id, CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime - Life;
        var actor = Actor;
        if (await db.Set<OrderUndo>().SingleOrDefaultAsync(undo => undo.Id == id && undo.Actor == actor && undo.At >= since, ct) is not { } undo) return OrderProblems.NothingToUndo((int)Life.TotalMinutes);

        if (!user.Can(PermissionOf(undo.Kind))) return OrderProblems.MayNotUndo(PermissionOf(undo.Kind));
        db.Writes.Execute(Data.OrderSql.TakeUndo, true, db.Tenant.Value, id);
        return (undo.Kind, JsonSerializer.Deserialize(undo.Was, OrderJson.Default.UndoWas) ?? new([]));
    }

    /// <summary>Who may not make a change any more may not take it back either: that changes the orders again.</summary>
    private static string PermissionOf(string kind) => kind == "release" ? "orders.release" : "orders.edit";

    /// <summary>Names are not unique; ids are.</summary>
    private string Actor => string.Create(CultureInfo.InvariantCulture, $"{user.UserId}/{user.ApiKeyId}");
}
