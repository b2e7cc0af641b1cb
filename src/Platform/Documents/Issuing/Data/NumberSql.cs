namespace Entrepot.Platform.Documents.Issuing.Data;

/// <summary>Positional parameters, the company first.</summary>
internal static class NumberSql
{
    public const string Count =
        "INSERT INTO platform_number_counter (tenant_id, document, year, next_count) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (tenant_id, document, year) DO UPDATE SET next_count = excluded.next_count";
}
