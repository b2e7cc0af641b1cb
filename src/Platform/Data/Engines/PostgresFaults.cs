using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Entrepot.Platform.Data;

/// <summary>Which failures of PostgreSQL are whose. Codes: https://www.postgresql.org/docs/15/errcodes-appendix.html.</summary>
internal static class PostgresFaults
{
    /// <summary>A row that belongs to another company, or a right that the role lacks: the same work fails again, and others go on.</summary>
    private const string NotAllowed = "42501";

    /// <remarks>Everything but bad values (class 22), broken constraints (23) and rows that the wall between companies refuses.</remarks>
    public static bool IsOutage(Exception exception) => FaultOf(exception) switch
    {
        PostgresException refused => refused.SqlState != NotAllowed && refused.SqlState[..2] is not ("22" or "23"),
        null => false,
        _ => true,
    };

    /// <remarks>
    /// Not asked of the driver: to it "No suitable host was found", while a standby takes over, and a server that has just
    /// become a standby itself are no transient failures.
    /// </remarks>
    public static bool IsAway(Exception exception) => FaultOf(exception) switch
    {
        PostgresException refused => refused.SqlState is
            "57P01" or "57P02" or "57P03" // Shut down by somebody, crashed, still starting.
            or "57P05" // The session idled too long.
            or "25006" // Read-only: it was the primary a moment ago.
            or "25P03" // A transaction stood still too long.
            or "40001" or "40P01" // Another transaction was in the way.
            or "53300" // Too many connections, while many come back at once.
            || refused.SqlState.StartsWith("08", StringComparison.Ordinal),
        null => false,
        _ => true,
    };

    /// <remarks>Away, the disk full (53100), or the system underneath broken (class 58). Memory that runs out may be one statement's own fault.</remarks>
    public static bool IsEverybodys(Exception exception) =>
        IsAway(exception) || (FaultOf(exception) is PostgresException refused && (refused.SqlState == "53100" || refused.SqlState.StartsWith("58", StringComparison.Ordinal)));

    /// <summary>What the driver said, inside of what the framework wraps it in; null where the database is not to blame.</summary>
    private static Exception? FaultOf(Exception exception) => exception switch
    {
        NpgsqlException or SocketException => exception,
        DbUpdateException { InnerException: { } inner } => FaultOf(inner),
        InvalidOperationException { InnerException: { } inner and (NpgsqlException or DbUpdateException) } => FaultOf(inner), // "… likely due to a transient failure."
        _ => null,
    };
}
