namespace Entrepot.Transport.Data;

/// <summary>What must be true of consignments; each row of an answer is one thing that is not. The company is <c>@p0</c>.</summary>
internal static class ConsignmentChecks
{
    public const string Count = "SELECT COUNT(*) FROM transport_consignment WHERE tenant_id = @p0";

    public const string CountManifests = "SELECT COUNT(*) FROM transport_manifest WHERE tenant_id = @p0";

    public const string PlannedTwice = """
        SELECT MIN(reference) || ' and ' || MAX(reference) || ' are for the same parcels, of fulfilment order F' || fulfilment_order_id FROM transport_consignment
        WHERE tenant_id = @p0 AND status <> 'Voided' GROUP BY fulfilment_order_id HAVING COUNT(*) > 1
        """;

    public const string BookedTwice = """
        SELECT MIN(reference) || ' and ' || MAX(reference) || ' have the same number ' || carrier_reference || ' of ' || carrier FROM transport_consignment
        WHERE tenant_id = @p0 AND status NOT IN ('Voided', 'Delivered', 'Returned') AND carrier_reference IS NOT NULL GROUP BY carrier, carrier_reference HAVING COUNT(*) > 1
        """;

    public const string TrackedTwice = """
        SELECT COUNT(*) || ' parcels of ' || MIN(c.reference) || ' and ' || MAX(c.reference) || ' have the same number ' || p.tracking_number || ' of ' || c.carrier
        FROM transport_parcel p JOIN transport_consignment c ON c.tenant_id = p.tenant_id AND c.id = p.consignment_id
        WHERE p.tenant_id = @p0 AND p.tracking_number IS NOT NULL AND c.status NOT IN ('Voided', 'Delivered', 'Returned') GROUP BY c.carrier, p.tracking_number HAVING COUNT(*) > 1
        """;

    public const string LabelForNothing = """
        SELECT c.reference || ': a label for parcel ' || l.parcel_number || ', which it has not' FROM transport_label l JOIN transport_consignment c ON c.tenant_id = l.tenant_id AND c.id = l.consignment_id
        WHERE l.tenant_id = @p0 AND c.status <> 'Voided' AND l.parcel_number <> 0 AND NOT EXISTS (SELECT 1 FROM transport_parcel p WHERE p.tenant_id = l.tenant_id AND p.consignment_id = l.consignment_id AND p.number = l.parcel_number)
        """;

    public const string BookedWithoutNumbers = """
        SELECT c.reference || ' is ' || c.status || CASE
            WHEN c.carrier_reference IS NULL THEN ' without the number of ' || c.carrier
            WHEN NOT EXISTS (SELECT 1 FROM transport_parcel p WHERE p.tenant_id = c.tenant_id AND p.consignment_id = c.id) THEN ' without parcels'
            ELSE ', and a parcel has no tracking number' END
        FROM transport_consignment c
        WHERE c.tenant_id = @p0 AND c.status NOT IN ('Planned', 'Booking', 'Voided')
          AND (c.carrier_reference IS NULL
            OR NOT EXISTS (SELECT 1 FROM transport_parcel p WHERE p.tenant_id = c.tenant_id AND p.consignment_id = c.id)
            OR EXISTS (SELECT 1 FROM transport_parcel p WHERE p.tenant_id = c.tenant_id AND p.consignment_id = c.id AND p.tracking_number IS NULL))
        """;

    public const string LeftWithoutManifest = """
        SELECT c.reference || ' is ' || c.status || ', and stands on no manifest' FROM transport_consignment c
        WHERE c.tenant_id = @p0 AND c.status NOT IN ('Planned', 'Booking', 'Booked', 'Voided')
          AND (c.handed_over_at IS NULL OR NOT EXISTS (SELECT 1 FROM transport_manifest m WHERE m.tenant_id = c.tenant_id AND m.id = c.manifest_id))
        """;

    public const string ManifestsCount = """
        SELECT m.number || ' says ' || m.parcel_count || ' parcels, and has ' || (
            SELECT COUNT(*) FROM transport_consignment c JOIN transport_parcel p ON p.tenant_id = c.tenant_id AND p.consignment_id = c.id WHERE c.tenant_id = m.tenant_id AND c.manifest_id = m.id)
        FROM transport_manifest m
        WHERE m.tenant_id = @p0 AND m.parcel_count <> (
            SELECT COUNT(*) FROM transport_consignment c JOIN transport_parcel p ON p.tenant_id = c.tenant_id AND p.consignment_id = c.id WHERE c.tenant_id = m.tenant_id AND c.manifest_id = m.id)
        """;

    /// <summary>The carrier is being asked for a label, but nobody asks, and nobody is told why not.</summary>
    public const string BookingByNobody = """
        SELECT c.reference || ' is Booking, and no work asks ' || c.carrier FROM transport_consignment c
        WHERE c.tenant_id = @p0 AND c.status = 'Booking' AND c.problem IS NULL
          AND NOT EXISTS (SELECT 1 FROM platform_work w WHERE w.tenant_id = c.tenant_id AND w.kind = 'transport.book' AND w.key = c.reference)
        """;

    /// <summary>Under way; one that was silent for too long is no longer asked for, and shows it.</summary>
    public const string UnderWay = """
        SELECT c.id, c.reference, c.status FROM transport_consignment c
        WHERE c.tenant_id = @p0 AND c.status IN ('HandedOver', 'InTransit', 'AtCustoms', 'OutForDelivery', 'Exception')
          AND NOT EXISTS (SELECT 1 FROM transport_tracking_event e WHERE e.tenant_id = c.tenant_id AND e.consignment_id = c.id AND e.code = 'silent')
        """;

    public const string Tracking = "SELECT payload FROM platform_work WHERE tenant_id = @p0 AND kind = 'transport.track'";
}
