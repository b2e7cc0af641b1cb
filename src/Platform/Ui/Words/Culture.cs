using System.Globalization;

namespace Entrepot.Platform.Ui;

/// <summary>A language of the screens: its code as in <c>&lt;html lang&gt;</c> and its own name for itself.</summary>
public sealed record Language(string Code, string Name);

/// <summary>The languages of the screens, and how each writes numbers and dates.</summary>
public static class Culture
{
    public static IReadOnlyList<Language> Languages { get; } =
        [new("en", "English"), new("zh-CN", "中文"), new("es", "Español"), new("ar", "العربية")];

    /// <summary>
    /// Arabic words with Latin digits and separators and the Gregorian calendar: what labels and invoices use.
    /// <c>ar-SA</c> would give the Hijri calendar.
    /// </summary>
    private static readonly CultureInfo Arabic =
        CultureInfo.ReadOnly(new CultureInfo("ar-AE") { NumberFormat = CultureInfo.GetCultureInfo("en-US").NumberFormat });

    /// <summary>Numbers and dates of a language of ours.</summary>
    public static CultureInfo Of(string language) => language switch
    {
        "ar" => Arabic,
        "en" => CultureInfo.GetCultureInfo("en-US"),
        _ => CultureInfo.GetCultureInfo(language),
    };

    /// <summary>Makes a language the current one of this request, mail or document.</summary>
    public static void Enter(string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        CultureInfo.CurrentCulture = Of(language);
    }

    /// <summary>The best language of ours for a wish list such as <c>zh-TW, es;q=0.8</c>; null when none fits.</summary>
    public static string? Match(string? wishes)
    {
        if (string.IsNullOrWhiteSpace(wishes)) return null;

        return wishes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(wish => wish.Split(';', StringSplitOptions.TrimEntries))
            .OrderByDescending(Weight)
            .Select(wish => One(wish[0]))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>A day as this language writes it, e.g. <c>22 Nov 2026</c>.</summary>
    public static string DayPattern => CultureInfo.CurrentUICulture.Name == "zh-CN" ? "yyyy年M月d日" : "d MMM yyyy";

    // Exactly, or by the primary subtag: zh-TW reads our Chinese rather than English.
    private static string? One(string wish) =>
        Languages.FirstOrDefault(ours => ours.Code.Equals(wish, StringComparison.OrdinalIgnoreCase))?.Code
        ?? Languages.FirstOrDefault(ours => Primary(ours.Code).Equals(Primary(wish), StringComparison.OrdinalIgnoreCase))?.Code;

    private static string Primary(string code) => code.Split('-')[0];

    private static double Weight(string[] wish) =>
        wish.FirstOrDefault(part => part.StartsWith("q=", StringComparison.Ordinal)) is { } q
        && double.TryParse(q.AsSpan(2), CultureInfo.InvariantCulture, out var weight) ? weight : 1;
}
