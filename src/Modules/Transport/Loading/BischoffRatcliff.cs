using System.Diagnostics;
using System.Text.Json;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Packing;

namespace Entrepot.Transport.Loading;

/// <summary>
/// Reads Bischoff and Ratcliff's container problems from their JSON form: sides x, y, z of the container and of each kind
/// of box, and which turns a box allows. A turn is named by which of the box's sides lies along x, y and z.
/// </summary>
internal static class BischoffRatcliff
{
    private static readonly (string Name, int Turn)[] Turns = [("xyz", 0), ("yxz", 1), ("xzy", 2), ("zxy", 3), ("yzx", 4), ("zyx", 5)];

    public static ContainerProblem Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var items = document.RootElement.GetProperty("small_items").EnumerateArray().ToList();
        return new(
            Path.GetFileNameWithoutExtension(path), Sides(document.RootElement.GetProperty("large_object")),
            [.. items.Select(Kind)], [.. items.Select(item => item.GetProperty("quantity").GetInt32())]);
    }

    private static PieceKind Kind(JsonElement item)
    {
        var sides = Sides(item);
        byte turns = 0;
        foreach (var (name, turn) in Turns)
            if (item.GetProperty("constraint").GetProperty("orientation").GetProperty(name).GetBoolean()) turns |= (byte)(1 << turn);
        return PieceKind.From(sides.X, sides.Y, sides.Z, 0, turns);
    }

    private static Extent Sides(JsonElement thing)
    {
        var sides = thing.GetProperty("measurement");
        return new(sides.GetProperty("x").GetInt32(), sides.GetProperty("y").GetInt32(), sides.GetProperty("z").GetInt32());
    }
}

/// <summary>Loads every problem of a folder, one after the other on one thread, and reports how full the containers are.</summary>
internal sealed class PackingBenchmark : IPackingBenchmark
{
    public PackingReport Run(string folder)
    {
        var fills = new List<(string Set, double Percent)>();
        var started = Stopwatch.GetTimestamp();
        foreach (var file in Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var problem = BischoffRatcliff.Read(file);
            fills.Add((Path.GetFileName(Path.GetDirectoryName(file)) ?? "", ContainerLoading.Load(problem).FillPercent(problem)));
        }

        if (fills.Count == 0) return new(0, 0, 0, new Dictionary<string, double>());
        return new(
            fills.Count, fills.Average(fill => fill.Percent), Stopwatch.GetElapsedTime(started).TotalSeconds / fills.Count,
            fills.GroupBy(fill => fill.Set).ToDictionary(set => set.Key, set => set.Average(fill => fill.Percent)));
    }
}
