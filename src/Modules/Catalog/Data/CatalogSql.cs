using System.Data.Common;
using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Catalog.Data;

/// <summary>Reads what changed since a version, and writes changes under the next one.</summary>
internal static class CatalogSql
{
    /// <summary>
    /// Several changes of one unit of work share the next version; when another unit took it first, no row changes
    /// and the batch fails as a whole instead of hiding its rows from snapshots.
    /// </summary>
    public const string NextVersion = """
        INSERT INTO catalog_version (tenant_id, version) VALUES (@p0, @p1)
        ON CONFLICT (tenant_id) DO UPDATE SET version = excluded.version
        WHERE catalog_version.version IN (excluded.version - 1, excluded.version)
        """;

    public const string Classify = "UPDATE catalog_product SET hs_code = @p2, origin = @p3, national_codes = @p4, version = @p5 WHERE tenant_id = @p0 AND id = @p1";

    public const string Describe = "UPDATE catalog_product SET customs_description = @p2, version = @p3 WHERE tenant_id = @p0 AND id = @p1";

    public const string SetNationalCodes = "UPDATE catalog_product SET national_codes = @p2, version = @p3 WHERE tenant_id = @p0 AND id = @p1";

    /// <summary>Yes and no come as one and zero: the engines store them differently, a comparison means the same on both.</summary>
    public const string Correct = """
        UPDATE catalog_product SET name = @p2, name_chinese = @p3, weight_grams = @p4, length_millimetres = @p5, width_millimetres = @p6, height_millimetres = @p7,
               battery = @p8, is_liquid = (@p9 = 1), is_alcohol = (@p10 = 1), keep_upright = (@p11 = 1), category = @p12,
               hs_code = @p13, origin = @p14, national_codes = @p15, customs_description = @p16, gtin = @p17, version = @p18, cost_minor = @p19, cost_currency = @p20
        WHERE tenant_id = @p0 AND id = @p1
        """;

    public const string SetBarcode = """
        INSERT INTO catalog_barcode (tenant_id, code, product_id, version, is_active) VALUES (@p0, @p1, @p2, @p3, TRUE)
        ON CONFLICT (tenant_id, code) DO UPDATE SET product_id = excluded.product_id, version = excluded.version, is_active = TRUE
        """;

    public const string DropBarcode = "UPDATE catalog_barcode SET is_active = FALSE, version = @p2 WHERE tenant_id = @p0 AND code = @p1";

    /// <summary>All parts of a bundle are written at once, so that whoever reads what changed since a version finds all of them.</summary>
    public const string SetPart = """
        INSERT INTO catalog_bundle_part (tenant_id, bundle_id, part_id, quantity, version) VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT (tenant_id, bundle_id, part_id) DO UPDATE SET quantity = excluded.quantity, version = excluded.version
        """;

    public const string ForgetImports = "DELETE FROM catalog_import WHERE tenant_id = @p0 AND requested_at < @p1 AND state <> 'Accepted'";

    public static async Task<long> VersionAsync(EntrepotDb db, CancellationToken ct)
    {
        var rows = await db.QueryAsync("SELECT version FROM catalog_version WHERE tenant_id = @p0", row => row.GetInt64(0), ct, db.Tenant.Value);
        return rows.Count == 0 ? 0 : rows[0];
    }

    public static async Task<CatalogChange> SinceAsync(EntrepotDb db, long known, long version, CancellationToken ct)
    {
        object?[] range = [db.Tenant.Value, known];
        return new(
            version,
            await db.QueryAsync(
                """
                SELECT id, sku, name, name_chinese, weight_grams, length_millimetres, width_millimetres, height_millimetres, origin, hs_code,
                       customs_description, category, battery, is_liquid, is_alcohol, keep_upright, cost_minor, cost_currency, gtin, national_codes
                FROM catalog_product WHERE tenant_id = @p0 AND version > @p1
                """, ToProduct, ct, range),
            await db.QueryAsync("SELECT bundle_id, part_id, quantity FROM catalog_bundle_part WHERE tenant_id = @p0 AND version > @p1 ORDER BY bundle_id, part_id",
                row => new PartOf(new(row.GetInt64(0)), new(row.GetInt64(1)), row.GetInt64(2)), ct, range),
            await db.QueryAsync("SELECT channel_id, code, product_id FROM catalog_channel_sku WHERE tenant_id = @p0 AND version > @p1",
                row => (new SkuReference(new(row.GetInt64(0)), row.GetString(1)), new ProductId(row.GetInt64(2))), ct, range),
            await db.QueryAsync("SELECT code, product_id, is_active FROM catalog_barcode WHERE tenant_id = @p0 AND version > @p1",
                row => (row.GetString(0), row.GetBoolean(2) ? new ProductId(row.GetInt64(1)) : (ProductId?)null), ct, range));
    }

    private static Product ToProduct(DbDataReader row) => new(new(row.GetInt64(0)), row.GetString(1), row.GetString(2))
    {
        NameChinese = row.GetString(3),
        WeightGrams = row.GetInt64(4),
        Size = new(row.GetInt32(5), row.GetInt32(6), row.GetInt32(7)),
        Origin = row.GetString(8),
        HsCode = row.GetString(9),
        CustomsDescription = row.GetString(10),
        Category = row.GetString(11),
        Battery = Enum.Parse<BatteryKind>(row.GetString(12)),
        IsLiquid = row.GetBoolean(13),
        IsAlcohol = row.GetBoolean(14),
        KeepUpright = row.GetBoolean(15),
        Cost = new(row.GetInt64(16), row.GetString(17)),
        Gtin = row.GetString(18),
        NationalCodes = NationalCodes.Parse(row.GetString(19)),
    };
}
