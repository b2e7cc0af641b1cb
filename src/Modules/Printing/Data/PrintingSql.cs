namespace Entrepot.Printing.Data;

internal static class PrintingSql
{
    /// <summary>Whoever closed a parcel of it last is where its documents come out.</summary>
    public const string PackingHere =
        """
        INSERT INTO printing_packing (tenant_id, fulfilment_order_id, station_id, asked_by) VALUES (@p0, @p1, @p2, @p3)
        ON CONFLICT (tenant_id, fulfilment_order_id) DO UPDATE SET station_id = excluded.station_id, asked_by = excluded.asked_by
        """;

    public const string Packed = "DELETE FROM printing_packing WHERE tenant_id = @p0 AND fulfilment_order_id = @p1";
}
