namespace Entrepot.Platform.Verification.Data;

internal static class VerificationSql
{
    /// <summary>A check that writes is a mistake, and one that waits between statements is not idle: it compares.</summary>
    public const string OnlyRead = "SET TRANSACTION READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL max_parallel_workers_per_gather = 0";

    public static string First(string wrong, string limit) => $"SELECT * FROM ({wrong}) AS wrong LIMIT {limit}";

    public static string Count(string wrong) => $"SELECT COUNT(*) FROM ({wrong}) AS wrong";
}
