using System.Globalization;
using Entrepot.Simulation.Engine;

namespace Entrepot.Simulation;

/// <summary>The database at the end, as lines, for the hash of a run.</summary>
internal static class Digest
{
    /// <summary>Secrets and names of attempts are different in every run, as they must be.</summary>
    private static readonly HashSet<string> Unrepeatable = new(StringComparer.Ordinal) { "lease_token", "token", "client_secret", "options", "key_hash", "security_stamp", "process" };

    public static IEnumerable<string> Of(Store store)
    {
        foreach (var table in store.Tables())
        {
            var columns = store.Read($"SELECT name FROM pragma_table_info('{table}')", row => row.GetString(0)).Where(column => !Unrepeatable.Contains(column)).ToList();
            var rows = store.Read($"SELECT {string.Join(", ", columns)} FROM {table} ORDER BY 1, 2", row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(at => Text(row.GetValue(at)))));
            foreach (var line in rows.Order(StringComparer.Ordinal)) yield return $"{table}: {line}";
        }
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
