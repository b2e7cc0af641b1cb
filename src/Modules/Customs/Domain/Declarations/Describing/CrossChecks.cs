using System.Text.Json.Nodes;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>What one part of a declaration says has to agree with another: sums, weights, authorisations and their documents, preference and origin.</summary>
internal static class CrossChecks
{
    /// <summary>What customs would refuse.</summary>
    public static IEnumerable<Problem> Faults(JsonObject description)
    {
        var items = (description["items"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        if (Said.Value(description, "function") == "9" && Number(description, "itemCount") is { } count && count != items.Count) yield return CheckProblems.Differs("itemCount", $"{count}", $"{items.Count}");
        if (InvoiceDiffers(description, items) is { } invoice) yield return invoice;
        for (var i = 0; i < items.Count; i++)
        {
            var place = $"items[{i + 1}]";
            if (Number(items[i], "netWeightKg") is { } net && Number(items[i], "grossWeightKg") is { } gross && net > gross) yield return CheckProblems.Heavier($"{place}.netWeightKg", $"{net}", $"{gross}");
            if (Preference(items[i], place) is { } preference) yield return preference;
        }

        if (Said.Values(description, "deferments[].account").Any() && !Said.Values(description, "items[].taxes[].method").Any(method => method is "E" or "R")) yield return CheckProblems.NeedsOther("items[].taxes[].method = E", "deferments");
    }

    /// <summary>What customs may ask about.</summary>
    public static IEnumerable<Problem> Doubts(JsonObject description)
    {
        var packed = Said.Values(description, "items[].packaging[].count").Sum(count => WrittenValue.Number(count) ?? 0);
        if (Number(description, "packages") is { } packages && packed > 0 && packages != packed) yield return CheckProblems.Differs("packages", $"{packages}", $"{packed}");

        foreach (var (place, method) in Said.Under(description, "items[].valuationMethod"))
            if (method == "1" && Said.Value(description, "type")?.StartsWith("IM", StringComparison.Ordinal) == true && !Said.Values(description, "items[].valuationIndicators").Any())
                yield return CheckProblems.NeedsOther("items[].valuationIndicators", $"{place} = 1");

        var documents = Said.Values(description, "items[].documents[].code").ToHashSet();
        var holders = Said.Values(description, "authorisations[].type").ToHashSet();
        if (holders.Contains("DPO") && !documents.Contains("C506")) yield return CheckProblems.NeedsOther("items[].documents[].code = C506", "authorisations[].type = DPO");
        if (holders.Contains("CGU") && !documents.Contains("C505")) yield return CheckProblems.NeedsOther("items[].documents[].code = C505", "authorisations[].type = CGU");
        if (documents.Contains("C506") && !holders.Contains("DPO")) yield return CheckProblems.NeedsOther("authorisations[].type = DPO", "items[].documents[].code = C506");
    }

    private static Problem? InvoiceDiffers(JsonObject description, List<JsonObject> items)
    {
        var total = Said.Value(description, "invoiceTotal");
        var prices = items.ConvertAll(item => Said.Value(item, "price"));
        if (total is null || prices.Count == 0 || prices.Exists(price => price is null)) return null;

        var currency = Currency(total);
        var sum = prices.Sum(price => WrittenValue.Number(price) ?? 0);
        if (prices.Exists(price => Currency(price) != currency)) return CheckProblems.MixedCurrency("invoiceTotal", currency);
        return WrittenValue.Number(total) == sum ? null : CheckProblems.Differs("invoiceTotal", total, $"{sum} {currency}");
    }

    private static Problem? Preference(JsonObject item, string place)
    {
        var claims = Said.Values(item, "taxes[].preference").Any(code => code.Length == 3 && code[0] is '2' or '3' or '4');
        return claims && !Said.Values(item, "origins[].type").Contains("2") ? CheckProblems.NeedsOther($"{place}.origins[].type = 2", "taxes[].preference") : null;
    }

    private static string Currency(string? amount) => amount?.Split(' ') is [_, var currency] ? currency : "";

    private static decimal? Number(JsonObject group, string name) => WrittenValue.Number(Said.Value(group, name));
}
