using Entrepot.Journey.Data;
using static Entrepot.Unit.Verification.Planting;

namespace Entrepot.Unit.Verification;

/// <summary>Damage below the modules: rows that refer to nothing, rows of nobody, indexes that lie.</summary>
internal static class DatabasePlantings
{
    private const string Lead = "References between modules lead somewhere";

    public static IReadOnlyList<Planting> All { get; } =
    [
        .. ReferenceChecks.All.Select(reference => new Planting(Lead, $"UPDATE {reference.Child} SET {reference.Column} = -{reference.Column} WHERE tenant_id = 1", $"{reference.Child}.{reference.Column} -")),

        new("Every row belongs to a company", $"UPDATE orders_word SET tenant_id = 999 WHERE order_id = {Order("planned")}", "orders_word: 3 rows of company 999, which there is not"),

        new("Declared references hold", $"DELETE FROM transport_consignment WHERE tenant_id = 1 AND id = {Consignment("labelled")}", "transport_label"),

        new("Pages and indexes are sound", "UPDATE inventory_stock SET reserved = -1 WHERE tenant_id = 1 AND warehouse_id = 1", "inventory_stock", """
            CREATE EXTENSION amcheck;
            CREATE FUNCTION shifty(bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT $1';
            CREATE INDEX shifty_index ON orders_order (shifty(id));
            CREATE OR REPLACE FUNCTION shifty(bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT $1 + 1';
            """),
    ];
}
