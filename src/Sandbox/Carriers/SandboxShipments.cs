using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Entrepot.Sandbox.Carriers.Data;

namespace Entrepot.Sandbox.Carriers;

/// <summary>What one pretended carrier has in its books: in memory to look things up, and in a file to outlive the process.</summary>
internal sealed class SandboxShipments
{
    /// <summary>A sandbox that runs for weeks forgets its oldest shipments first: some 200 MB.</summary>
    private const int ShipmentsMax = 200_000;

    private readonly ConcurrentDictionary<string, SandboxShipment> byNumber = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, List<SandboxShipment>> byReference = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SandboxShipment> oldest = [];
    private readonly TimeProvider clock;
    private readonly SandboxCarrierOptions options;
    private readonly ShipmentFile file;
    private long serial;

    public SandboxShipments(string carrier, TimeProvider clock, SandboxCarrierOptions options)
    {
        (this.clock, this.options, file) = (clock, options, new(carrier, options.ShipmentFile));
        // Books that are not kept begin at another place than in the last run, so that numbers differ.
        serial = file.LastSerial() is > 0 and var last ? last : clock.GetUtcNow().ToUnixTimeMilliseconds() / 100 % 5_000_000;
        foreach (var shipment in file.Read()) Remember(shipment);
    }

    /// <summary>Counts up, so that numbers are unique.</summary>
    public long NextSerial() => Interlocked.Increment(ref serial);

    public void Add(SandboxShipment shipment)
    {
        file.Add(shipment, Interlocked.Read(ref serial));
        Remember(shipment);
    }

    /// <summary>Takes a shipment back that has not been collected.</summary>
    public void Void(SandboxShipment shipment)
    {
        shipment.IsVoided = true;
        file.Void(shipment);
    }

    private void Remember(SandboxShipment shipment)
    {
        byNumber[shipment.Number] = shipment;
        foreach (var parcel in shipment.Parcels) byNumber[parcel.Number] = shipment;
        var list = byReference.GetOrAdd(shipment.Reference, _ => []);
        lock (list) list.Add(shipment);
        oldest.Enqueue(shipment);
        while (oldest.Count > ShipmentsMax && oldest.TryDequeue(out var gone)) Forget(gone);
    }

    /// <summary>By the shipment's number or one of its parcels'.</summary>
    public SandboxShipment? Find(string number) => byNumber.GetValueOrDefault(number);

    public IReadOnlyList<SandboxShipment> FindReference(string reference)
    {
        if (!byReference.TryGetValue(reference, out var list)) return [];
        lock (list) return [.. list.Where(shipment => !shipment.IsVoided)];
    }

    /// <summary>
    /// The scans so far. The driver collects a shipment when it is asked about for the first time: only then does the
    /// merchant say that it has left the house.
    /// </summary>
    public IReadOnlyList<SandboxScan> Scans(SandboxShipment shipment)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var collectedAt = Collect(shipment, now);
        var isUnlucky = IsUnlucky(shipment.Number);
        var scans = new List<SandboxScan>();
        foreach (var step in CarrierWorld.Current.Steps)
        {
            if ((step.CrossBorder && !shipment.IsCrossBorder) || (step.Trouble && !isUnlucky)) continue;
            var at = collectedAt + (options.DeliverIn * step.AtPercent / 100);
            if (at > now) break;
            scans.Add(new(at, step.Scan, step.Where == ScanPlace.Origin ? shipment.From : shipment.To));
        }

        return scans;
    }

    private DateTime Collect(SandboxShipment shipment, DateTime now)
    {
        if (shipment.CollectedAt is { } before) return before;
        shipment.CollectedAt = now;
        file.Collect(shipment, now);
        return now;
    }

    /// <summary>The same number always has the same luck, so that a run can be repeated.</summary>
    private bool IsUnlucky(string number)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(number));
        return BitConverter.ToUInt32(hash) % 1_000_000 < options.TroublePpm;
    }

    private void Forget(SandboxShipment shipment)
    {
        byNumber.TryRemove(shipment.Number, out _);
        foreach (var parcel in shipment.Parcels) byNumber.TryRemove(parcel.Number, out _);
        byReference.TryRemove(shipment.Reference, out _);
        file.Forget(shipment);
    }
}

internal sealed class SandboxShipment
{
    public required string Number { get; init; }
    public required string Reference { get; init; }
    public required string Service { get; init; }
    public required SandboxPlace From { get; init; }
    public required SandboxPlace To { get; init; }
    public required bool IsCrossBorder { get; init; }
    public required IReadOnlyList<SandboxParcel> Parcels { get; init; }
    public required DateTime CreatedAt { get; init; }
    [JsonIgnore]
    public bool IsVoided { get; set; }

    /// <summary>Null until somebody tracks it.</summary>
    [JsonIgnore]
    public DateTime? CollectedAt { get; set; }
}

internal sealed record SandboxPlace(string City, string Country);

internal sealed record SandboxParcel(string Number, long Grams);

internal sealed record SandboxScan(DateTime At, ScanKind Kind, SandboxPlace Place);
