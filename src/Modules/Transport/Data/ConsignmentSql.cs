using Entrepot.Platform.Data;

namespace Entrepot.Transport.Data;

/// <summary>Every change to a consignment: a legal move from the status that was read, or nothing.</summary>
internal static class ConsignmentSql
{
    /// <summary>What follows the table in reads of many; see <see cref="RowReader"/>.</summary>
    public const string ById = "WHERE t.tenant_id = @p0 AND t.id = ANY(@p1) ORDER BY t.id";

    public const string ByOrder = "WHERE t.tenant_id = @p0 AND t.order_id = ANY(@p1) ORDER BY t.id";

    public const string ParcelsOf = "WHERE t.tenant_id = @p0 AND t.consignment_id = ANY(@p1) ORDER BY t.number";

    public const string EventsOf = "WHERE t.tenant_id = @p0 AND t.consignment_id = ANY(@p1) ORDER BY t.at, t.id";

    public const string StatusesOf = "SELECT id, status FROM transport_consignment WHERE tenant_id = @p0 AND id = ANY(@p1)";

    /// <summary>Which labels there are, without their bytes.</summary>
    public const string LabelFormatsOf = "SELECT consignment_id, parcel_number, format FROM transport_label WHERE tenant_id = @p0 AND consignment_id = ANY(@p1)";

    public const string StartBooking =
        "UPDATE transport_consignment SET status = 'Booking', problem = NULL WHERE tenant_id = @p0 AND id = @p1 AND status = 'Planned'";

    public const string Book = """
        UPDATE transport_consignment SET status = 'Booked', problem = NULL, carrier_reference = @p2, actual_price_minor = @p3, actual_price_currency = @p4, booked_at = @p5
        WHERE tenant_id = @p0 AND id = @p1 AND status = 'Booking'
        """;

    public const string Number = "UPDATE transport_parcel SET tracking_number = @p2, routing_code = @p3 WHERE tenant_id = @p0 AND id = @p1";

    public const string GiveUpNumber = "INSERT INTO transport_given_up_booking (tenant_id, consignment_id, carrier_reference) VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING";

    public const string Refuse =
        "UPDATE transport_consignment SET status = 'Planned', problem = @p2 WHERE tenant_id = @p0 AND id = @p1 AND status = 'Booking'";

    public const string ForgetParcels = "DELETE FROM transport_parcel WHERE tenant_id = @p0 AND consignment_id = @p1";

    public const string Move = "UPDATE transport_consignment SET status = @p3 WHERE tenant_id = @p0 AND id = @p1 AND status = @p2";

    /// <summary>A consignment that was voided while the carrier was being asked keeps the number under which it must be voided there.</summary>
    public const string KeepVoidedNumber = "UPDATE transport_consignment SET carrier_reference = @p2 WHERE tenant_id = @p0 AND id = @p1 AND status = 'Voided'";

    /// <summary>By a tracking number, from its beginning; the exact one first, whatever the database's collation says about the range.</summary>
    public const string FindByTracking = """
        SELECT c.order_id, c.reference, c.service_name, p.tracking_number, c.status
        FROM transport_parcel p JOIN transport_consignment c ON c.tenant_id = p.tenant_id AND c.id = p.consignment_id
        WHERE p.tenant_id = @p0 AND (p.tracking_number = @p1 OR (p.tracking_number >= @p1 AND p.tracking_number < @p2))
        ORDER BY p.tracking_number LIMIT @p3
        """;

    public const string FindByReference = """
        SELECT order_id, reference, service_name, '', status FROM transport_consignment
        WHERE tenant_id = @p0 AND (reference = @p1 OR (reference >= @p1 AND reference < @p2))
        ORDER BY reference LIMIT @p3
        """;

    /// <summary>What left in a span, by currency: what the carrier charges, else what was planned.</summary>
    public const string Freight = """
        SELECT COALESCE(c.actual_price_currency, c.estimated_price_currency), SUM(COALESCE(c.actual_price_minor, c.estimated_price_minor)),
            SUM((SELECT COUNT(*) FROM transport_parcel p WHERE p.tenant_id = c.tenant_id AND p.consignment_id = c.id))
        FROM transport_consignment c
        WHERE c.tenant_id = @p0 AND c.handed_over_at IS NOT NULL AND c.handed_over_at >= @p1 AND c.handed_over_at < @p2 AND (CAST(@p3 AS bigint) IS NULL OR c.warehouse_id = @p3)
        GROUP BY 1
        """;

    public const string SetProblem = "UPDATE transport_consignment SET problem = @p2 WHERE tenant_id = @p0 AND id = @p1";

    public const string PapersMade = "UPDATE transport_consignment SET missing_papers = NULL WHERE tenant_id = @p0 AND id = @p1";

    public const string HandOver = "UPDATE transport_consignment SET status = 'HandedOver', handed_over_at = @p2 WHERE tenant_id = @p0 AND id = @p1 AND status = 'Booked'";

    public const string HandOverParcels = "UPDATE transport_parcel SET status = 'HandedOver' WHERE tenant_id = @p0 AND consignment_id = @p1";

    public const string MoveParcel = "UPDATE transport_parcel SET status = @p2 WHERE tenant_id = @p0 AND id = @p1";

    public const string PutOnManifest = "UPDATE transport_consignment SET manifest_id = @p2 WHERE tenant_id = @p0 AND id = @p1 AND status = 'Booked' AND manifest_id IS NULL";

    public const string Page = """
        SELECT id FROM transport_consignment
        WHERE tenant_id = @p0 AND id > @p1 AND (CAST(@p2 AS bigint) IS NULL OR order_id = @p2) AND (CAST(@p3 AS text) IS NULL OR status = @p3) AND (CAST(@p4 AS text) IS NULL OR carrier = @p4)
        ORDER BY id LIMIT @p5
        """;

    public const string SetAccount = """
        INSERT INTO transport_carrier_account (tenant_id, carrier, base_url, account_number, client_id, client_secret, options, poll_milliseconds)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
        ON CONFLICT (tenant_id, carrier) DO UPDATE SET base_url = excluded.base_url, account_number = excluded.account_number,
            client_id = excluded.client_id, client_secret = excluded.client_secret, options = excluded.options, poll_milliseconds = excluded.poll_milliseconds
        """;

    public const string SealAccount = """
        UPDATE transport_carrier_account SET client_secret = @p4, options = @p5
        WHERE tenant_id = @p0 AND carrier = @p1 AND client_secret = @p2 AND options = @p3
        """;
}
