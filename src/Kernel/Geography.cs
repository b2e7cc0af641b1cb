using System.Collections.Frozen;
using System.Globalization;

namespace Entrepot.Kernel;

/// <summary>Distances good enough to rank warehouses: between a point and the centre of a country.</summary>
public static class Geography
{
    private const double EarthRadiusKilometres = 6371;

    private static readonly FrozenDictionary<string, (double North, double East)> Centres = RuleFile.Rows(typeof(Geography).Assembly, "country-centres.tsv")
        .ToFrozenDictionary(row => row[0], row => (double.Parse(row[1], CultureInfo.InvariantCulture), double.Parse(row[2], CultureInfo.InvariantCulture)), StringComparer.Ordinal);

    /// <summary>Great-circle kilometres (haversine); half the globe for a country without a known centre.</summary>
    public static double KilometresTo(double north, double east, string country)
    {
        if (!Centres.TryGetValue(country, out var centre)) return Math.PI * EarthRadiusKilometres;

        var (a, b) = (double.DegreesToRadians(north), double.DegreesToRadians(centre.North));
        var half = Math.Pow(Math.Sin((b - a) / 2), 2) + (Math.Cos(a) * Math.Cos(b) * Math.Pow(Math.Sin(double.DegreesToRadians(centre.East - east) / 2), 2));
        return 2 * EarthRadiusKilometres * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }
}
