using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Domain;

/// <summary>One parcel being closed: what was scanned into it, and what it weighs in the end.</summary>
internal sealed class PackJob : ITenantRow
{
    private PackJob() { } // For EF Core.

    public TenantId TenantId { get; private init; }
    public FulfilmentOrderId FulfilmentOrderId { get; private init; }

    /// <summary>From 1 within the fulfilment order.</summary>
    public int Number { get; private init; }

    /// <summary>JSON of pieces by fulfilment line; <see cref="Contents"/> reads it.</summary>
    public string ContentsJson { get; private set; } = "{}";

    /// <summary>JSON list of the scans' own ids, so that one sent twice counts once.</summary>
    public string ScansJson { get; private set; } = "[]";
    public string Carton { get; private set; } = "";
    public Dimensions Outer { get; private set; }

    /// <summary>Contents and carton by the catalogue; zero until it is closed.</summary>
    public long ExpectedGrams { get; private set; }

    /// <summary>By the scale; zero until it is closed.</summary>
    public long GrossWeightGrams { get; private set; }

    /// <summary>A person took responsibility for a weight outside the tolerance.</summary>
    public bool IsWeightAccepted { get; private set; }

    /// <summary>Null while it is open.</summary>
    public DateTime? ClosedAt { get; private set; }
    public string ClosedBy { get; private set; } = "";
    public int Version { get; private set; }

    public bool IsOpen => ClosedAt is null;
    public Dictionary<long, long> Contents => JsonSerializer.Deserialize<Dictionary<long, long>>(ContentsJson)!;
    public WeighedParcel ToParcel() => new(Carton, Outer, GrossWeightGrams);

    public static PackJob Open(TenantId tenant, FulfilmentOrderId order, int number) => new() { TenantId = tenant, FulfilmentOrderId = order, Number = number };

    public bool Knows(string scan) => scan.Length > 0 && JsonSerializer.Deserialize<string[]>(ScansJson)!.Contains(scan);

    public void Add(FulfilmentLine line, long quantity, string scan)
    {
        line.Pack(quantity);
        var contents = Contents;
        contents[line.Id] = contents.GetValueOrDefault(line.Id) + quantity;
        ContentsJson = JsonSerializer.Serialize(contents);
        if (scan.Length > 0) ScansJson = JsonSerializer.Serialize<string[]>([.. JsonSerializer.Deserialize<string[]>(ScansJson)!, scan]);
        Version++;
    }

    public void Close(WeighedParcel parcel, long expectedGrams, bool isWeightAccepted, string by, DateTime now)
    {
        Carton = parcel.Carton;
        Outer = parcel.Outer;
        ExpectedGrams = expectedGrams;
        GrossWeightGrams = parcel.GrossWeightGrams;
        IsWeightAccepted = isWeightAccepted;
        ClosedBy = by;
        ClosedAt = now;
        Version++;
    }
}
