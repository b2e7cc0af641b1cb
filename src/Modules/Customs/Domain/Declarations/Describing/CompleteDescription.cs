using System.Globalization;
using System.Text.Json.Nodes;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>
/// Adds what follows from the rest and nobody should type: counts, kilograms from our grams, the parts of a code of ten
/// digits. Never what somebody has to answer for, such as the indicators of the valuation.
/// </summary>
internal static class CompleteDescription
{
    private const int NomenclatureDigits = 8;

    public static JsonObject Of(JsonObject given)
    {
        var description = (JsonObject)given.DeepClone();
        var items = (description["items"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        description["function"] ??= "9"; // An original declaration.
        if (items.Count > 0 && description["function"]?.ToString() == "9") description["itemCount"] ??= items.Count.ToString(CultureInfo.InvariantCulture);
        foreach (var item in items) Complete(item);

        var packed = Said.Values(description, "items[].packaging[].count").ToList();
        if (packed.Count > 0 && description["function"]?.ToString() == "9") description["packages"] ??= packed.Sum(count => WrittenValue.Number(count) ?? 0).ToString(CultureInfo.InvariantCulture);
        return description;
    }

    private static void Complete(JsonObject item)
    {
        Kilograms(item, "grossWeightGrams", "grossWeightKg");
        Kilograms(item, "netWeightGrams", "netWeightKg");
        if (Said.Text(item["origin"]) is { } origin)
        {
            item.Remove("origin");
            item["origins"] ??= new JsonArray(new JsonObject { ["country"] = origin, ["type"] = "1" });
        }

        if (Said.Text(item["commodityCode"]) is not { Length: NomenclatureDigits + 2 } code || !code.All(char.IsAsciiDigit)) return;
        item["commodityCode"] = code[..NomenclatureDigits];
        item["taricCode"] ??= code[NomenclatureDigits..];
    }

    private static void Kilograms(JsonObject item, string grams, string kilograms)
    {
        if (!long.TryParse(Said.Text(item[grams]), NumberStyles.None, CultureInfo.InvariantCulture, out var weight)) return;
        item.Remove(grams);
        item[kilograms] ??= (weight / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
    }
}
