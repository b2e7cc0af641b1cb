namespace Entrepot.Sandbox.Crew;

/// <summary>What the warehouse API says and takes, written from its description; camel case on the wire.</summary>
internal static class FloorWire
{
    /// <summary>Entries that the API takes at once.</summary>
    public const int BatchMax = 512;

    internal sealed record ReleasedWave(long Wave, string Service, int Orders);

    internal sealed record Stop(long Task, string Bin, string Sku, string Gtin, long Quantity);

    internal sealed record Pick(long Task, string Bin, string Code, long Quantity, bool IsShort);

    internal sealed record Outcome(string? Code, string? Message);

    internal sealed record Proposal(long FulfilmentOrder, IReadOnlyList<Item> Items, IReadOnlyList<Parcel> Parcels);

    internal sealed record Item(string Code, long Quantity);

    internal sealed record Parcel(string Carton, int LengthMillimetres, int WidthMillimetres, int HeightMillimetres, long WeightGrams);

    internal sealed record Pack(long FulfilmentOrder, IReadOnlyList<Item> Items, IReadOnlyList<Parcel> Parcels, bool AcceptWeight);

    internal sealed record ClosedManifest(string Manifest, string Carrier, int Orders);
}
