using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Warehouse.Domain;

/// <summary>How the floor works, by date (<c>Rules/floor.json</c>).</summary>
/// <param name="WaveOrdersMax">Fulfilment orders in one wave.</param>
/// <param name="CartOrdersMax">Fulfilment orders on one cart, which is one walk.</param>
/// <param name="WeightTolerancePpm">How far the scale may differ from the expected weight.</param>
/// <param name="WeightToleranceGrams">The least difference that is always allowed: filling material and the scale's own step.</param>
/// <param name="RowMillimetres">From the middle of one aisle to the next, where the maker of bins says nothing else.</param>
/// <param name="RackMillimetres">From rack to rack along an aisle.</param>
/// <param name="BinsAtOnceMax">Bins that one range makes; a larger hall is made zone by zone.</param>
/// <param name="ScansKeptDays">How long a scan's id is known: longer than any scanner lies in a drawer with scans waiting in it.</param>
internal sealed record FloorRules(
    DateOnly ValidFrom, DateOnly? ValidTo, string Source, int WaveOrdersMax, int CartOrdersMax, long WeightTolerancePpm, long WeightToleranceGrams,
    int RowMillimetres, int RackMillimetres, int BinsAtOnceMax, int ScansKeptDays)
{
    /// <summary>The house limit of a batch: large enough to share its cost, small enough not to hold the one writer for long.</summary>
    public const int BatchMax = 512;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly FloorRules[] All = Read();

    /// <exception cref="InvalidOperationException">No rule covers the day: a gap in the file.</exception>
    public static FloorRules On(DateTime now)
    {
        var day = DateOnly.FromDateTime(now);
        return Array.Find(All, rules => rules.ValidFrom <= day && (rules.ValidTo is null || day <= rules.ValidTo))
            ?? throw new InvalidOperationException($"Rules/floor.json says nothing for {day:yyyy-MM-dd}.");
    }

    public long ToleranceOf(long expectedGrams) => Math.Max(WeightToleranceGrams, Rounding.OfPpm(expectedGrams, WeightTolerancePpm));

    private static FloorRules[] Read()
    {
        using var stream = RuleFile.Open(typeof(FloorRules).Assembly, "floor.json");
        return JsonSerializer.Deserialize<FloorRules[]>(stream, Json)!;
    }
}
