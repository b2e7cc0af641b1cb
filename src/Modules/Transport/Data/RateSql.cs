using Entrepot.Platform.Data;
using Entrepot.Transport.Packing;
using Entrepot.Transport.Rates;

namespace Entrepot.Transport.Data;

internal static class RateSql
{
    /// <summary>Runs in the unit of work that changes a card, a carton or the policy.</summary>
    public const string NextVersion = """
        INSERT INTO transport_rate_version (tenant_id, version) VALUES (@p0, 1)
        ON CONFLICT (tenant_id) DO UPDATE SET version = transport_rate_version.version + 1
        """;

    public const string SetCarton = """
        INSERT INTO transport_carton (tenant_id, code, name, inner_length_millimetres, inner_width_millimetres, inner_height_millimetres,
            outer_length_millimetres, outer_width_millimetres, outer_height_millimetres, tare_grams, contents_max_grams, added_at)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)
        ON CONFLICT (tenant_id, code) DO UPDATE SET name = excluded.name,
            inner_length_millimetres = excluded.inner_length_millimetres, inner_width_millimetres = excluded.inner_width_millimetres,
            inner_height_millimetres = excluded.inner_height_millimetres, outer_length_millimetres = excluded.outer_length_millimetres,
            outer_width_millimetres = excluded.outer_width_millimetres, outer_height_millimetres = excluded.outer_height_millimetres,
            tare_grams = excluded.tare_grams, contents_max_grams = excluded.contents_max_grams, added_at = excluded.added_at
        """;

    public const string SetPolicy = """
        INSERT INTO transport_shopping_policy (tenant_id, day_value_minor, day_value_currency, set_at, set_by) VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT (tenant_id) DO UPDATE SET day_value_minor = excluded.day_value_minor, day_value_currency = excluded.day_value_currency,
            set_at = excluded.set_at, set_by = excluded.set_by
        """;

    public static async Task<long> VersionAsync(EntrepotDb db, CancellationToken ct)
    {
        var rows = await db.QueryAsync("SELECT version FROM transport_rate_version WHERE tenant_id = @p0", row => row.GetInt64(0), ct, db.Tenant.Value);
        return rows.Count == 0 ? 0 : rows[0];
    }

    public static async Task<IReadOnlyList<RateCardFile>> CardsAsync(EntrepotDb db, CancellationToken ct) =>
        await db.QueryAsync("SELECT document FROM transport_rate_card WHERE tenant_id = @p0 ORDER BY id", row => RateCardFile.Read(row.GetString(0)), ct, db.Tenant.Value);

    public static Task<List<Carton>> CartonsAsync(EntrepotDb db, CancellationToken ct) => db.QueryAsync(
        """
        SELECT code, name, inner_length_millimetres, inner_width_millimetres, inner_height_millimetres,
               outer_length_millimetres, outer_width_millimetres, outer_height_millimetres, tare_grams, contents_max_grams
        FROM transport_carton WHERE tenant_id = @p0
        """,
        row => new Carton(row.GetString(0), row.GetString(1), new(row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)), new(row.GetInt32(5), row.GetInt32(6), row.GetInt32(7)), row.GetInt64(8), row.GetInt64(9)),
        ct, db.Tenant.Value);

    public static async Task<ShoppingPolicy?> PolicyAsync(EntrepotDb db, CancellationToken ct)
    {
        var rows = await db.QueryAsync(
            "SELECT day_value_minor, day_value_currency, set_at, set_by FROM transport_shopping_policy WHERE tenant_id = @p0",
            row => new ShoppingPolicy(new(row.GetInt64(0), row.GetString(1)), new($"Shopping policy, set by {row.GetString(3)}", "", DateOnly.FromDateTime(Timestamps.FromStored(row.GetInt64(2))))),
            ct, db.Tenant.Value);
        return rows.Count == 0 ? null : rows[0];
    }
}
