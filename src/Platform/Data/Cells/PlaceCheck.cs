using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Entrepot.Platform.Data;

/// <summary>Before a session reads or writes anything: it must be on the database of its company. With one database there is nothing to look at.</summary>
internal sealed class PlaceCheck : DbConnectionInterceptor
{
    public static PlaceCheck Shared { get; } = new();

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        (eventData.Context as EntrepotDb)?.CheckPlace();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        (eventData.Context as EntrepotDb)?.CheckPlace();
        return ValueTask.FromResult(result);
    }
}
