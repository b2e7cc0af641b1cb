using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Transport.Packing;

/// <summary>A carton that the company stocks.</summary>
/// <param name="Inner">Usable room: x and y are the floor, z is up.</param>
/// <param name="ContentsMaxGrams">What it carries without its own weight.</param>
internal sealed record Carton(string Code, string Name, Dimensions Inner, Dimensions Outer, long TareGrams, long ContentsMaxGrams)
{
    public Extent Room { get; } = Extent.From(Inner);
}

/// <summary>The company's cartons, smallest outer volume first: the first that fits is the cheapest to send.</summary>
internal sealed class CartonCatalogue
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>What a company packs with until it has cartons of its own (<c>Rules/cartons.json</c>).</summary>
    public static CartonCatalogue Default { get; } = ReadDefault();

    private readonly Carton[] cartons;

    public CartonCatalogue(IEnumerable<Carton> all, TraceSource source)
    {
        cartons = [.. all.OrderBy(carton => carton.Outer.VolumeCubicMillimetres).ThenBy(carton => carton.TareGrams).ThenBy(carton => carton.Code, StringComparer.Ordinal)];
        Source = source;
    }

    public ReadOnlySpan<Carton> Cartons => cartons;

    /// <summary>What the strongest carton carries.</summary>
    public long ContentsMaxGrams => cartons.Max(carton => carton.ContentsMaxGrams);
    public TraceSource Source { get; }

    private static CartonCatalogue ReadDefault()
    {
        using var stream = RuleFile.Open(typeof(CartonCatalogue).Assembly, "cartons.json");
        var file = JsonSerializer.Deserialize<CatalogueFile>(stream, Json)!;
        return new(file.Cartons.Select(row => new Carton(row.Code, row.Name, Sides(row.Inner), Sides(row.Outer), row.TareGrams, row.ContentsMaxGrams)), new("Carton catalogue", file.Source, file.ValidFrom));
    }

    private static Dimensions Sides(int[] sides) => new(sides[0], sides[1], sides[2]);

    private sealed record CatalogueFile(string Source, DateOnly ValidFrom, CartonRow[] Cartons);

    private sealed record CartonRow(string Code, string Name, int[] Inner, int[] Outer, long TareGrams, long ContentsMaxGrams);
}
