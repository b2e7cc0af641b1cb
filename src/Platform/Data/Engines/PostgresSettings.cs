using System.Globalization;
using Npgsql;

namespace Entrepot.Platform.Data;

/// <summary>What we ask of the driver and the server, and what we complain about.</summary>
internal static class PostgresSettings
{
    /// <summary>As they hold in our own session, and some of the server's.</summary>
    public const string Read = """
        SELECT name, setting FROM pg_settings WHERE name IN ('server_version_num', 'server_encoding', 'fsync', 'full_page_writes', 'synchronous_commit',
            'synchronous_standby_names', 'max_connections', 'superuser_reserved_connections',
            'tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count', 'tcp_user_timeout', 'idle_in_transaction_session_timeout')
        """;

    /// <summary>The oldest server that the tests run on.</summary>
    private const int VersionMin = 150_000;

    /// <summary>
    /// Asked of the server for each session: a host that dies keeps its locks until the server notices, by default after
    /// two hours; and a transaction that stands still is given up. Times in milliseconds or seconds as the server wants them.
    /// </summary>
    private static readonly (string Name, int Value)[] Session =
    [
        ("tcp_keepalives_idle", 10), ("tcp_keepalives_interval", 5), ("tcp_keepalives_count", 3), ("tcp_user_timeout", 25_000), ("idle_in_transaction_session_timeout", 60_000),
    ];

    /// <summary>Over a local socket there is no network to fail, and these stay at zero.</summary>
    private const string NetworkOnly = "tcp_";

    /// <summary>The connection string with what we need of the driver, where it does not say otherwise itself.</summary>
    public static string Complete(string address)
    {
        var builder = new NpgsqlConnectionStringBuilder(address) { ApplicationName = "entrepot" };
        if (string.IsNullOrEmpty(builder.Options)) builder.Options = string.Join(' ', Session.Select(setting => string.Create(CultureInfo.InvariantCulture, $"-c {setting.Name}={setting.Value}")));
        // Statements are few and run often; a plan is worth keeping.
        if (builder.MaxAutoPrepare == 0) builder.MaxAutoPrepare = 200;
        if (!IsSeveral(builder)) return builder.ConnectionString;

        // Of several hosts one takes writes; which one changes, and must be noticed soon.
        builder.TargetSessionAttributes ??= "primary";
        var drivers = new NpgsqlConnectionStringBuilder();
        if (builder.HostRecheckSeconds == drivers.HostRecheckSeconds) builder.HostRecheckSeconds = 1;
        if (builder.Timeout == drivers.Timeout) builder.Timeout = 3;
        return builder.ConnectionString;
    }

    /// <exception cref="InvalidOperationException">The server cannot be used at all.</exception>
    public static IReadOnlyList<string> Check(Dictionary<string, string> found, NpgsqlConnectionStringBuilder address)
    {
        if (Number(found, "server_version_num") < VersionMin) throw new InvalidOperationException("Entrepot needs PostgreSQL 15 or newer.");
        if (found["server_encoding"] != "UTF8") throw new InvalidOperationException($"The database's encoding is {found["server_encoding"]}; create it with ENCODING 'UTF8'.");

        return [.. Durability(found), .. Standby(found, address), .. Connections(found, address), .. Dying(found, address)];
    }

    private static IEnumerable<string> Durability(Dictionary<string, string> found) => new[] { "fsync", "full_page_writes", "synchronous_commit" }.Where(name => found[name] is "off" or "local")
        .Select(name => $"PostgreSQL runs with {name} = {found[name]}: a power cut may lose what was acknowledged. Set it to on.");

    private static IEnumerable<string> Standby(Dictionary<string, string> found, NpgsqlConnectionStringBuilder address)
    {
        // A user who may not read the setting sees nothing of it.
        if (IsSeveral(address) && found.TryGetValue("synchronous_standby_names", out var names) && names.Length == 0)
            yield return "The connection string names several hosts, but PostgreSQL runs without synchronous_standby_names: a standby that takes over may lack what was acknowledged. Switch synchronous replication on.";
    }

    private static IEnumerable<string> Connections(Dictionary<string, string> found, NpgsqlConnectionStringBuilder address)
    {
        var free = Number(found, "max_connections") - (found.ContainsKey("superuser_reserved_connections") ? Number(found, "superuser_reserved_connections") : 0);
        if (address.MaxPoolSize > free)
            yield return string.Create(CultureInfo.InvariantCulture, $"PostgreSQL takes {free} connections and this process alone may ask for {address.MaxPoolSize}. Raise max_connections, or add 'Maximum Pool Size=…' to the connection string so that all processes together fit.");
    }

    /// <summary>Our own wishes are part of the connection string, unless that has options of its own, or a pooler in between swallowed them.</summary>
    private static IEnumerable<string> Dying(Dictionary<string, string> found, NpgsqlConnectionStringBuilder address)
    {
        var isLocal = address.Host?.StartsWith('/') == true;
        foreach (var (name, value) in Session)
        {
            if (isLocal && name.StartsWith(NetworkOnly, StringComparison.Ordinal)) continue;
            if (found.TryGetValue(name, out var text) && text == "0")
                yield return string.Create(CultureInfo.InvariantCulture, $"{name} is not set in our sessions: a process or a host that dies keeps its locks for hours. Set it on the server, e.g. {name} = {value}, or leave 'Options' out of the connection string.");
        }
    }

    private static bool IsSeveral(NpgsqlConnectionStringBuilder address) => address.Host?.Contains(',', StringComparison.Ordinal) == true;

    private static int Number(Dictionary<string, string> found, string name) => int.Parse(found[name], CultureInfo.InvariantCulture);
}
