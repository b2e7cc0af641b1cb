using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Platform.Ui;

/// <summary>A value as a form's field holds it: as the user's language writes it, but without grouping.</summary>
internal static class FieldValue
{
    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        Money money => money.ToDecimal().ToString("F" + Currencies.Decimals(money.Currency), CultureInfo.CurrentCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool ticked => ticked ? "true" : null,
        IFormattable formattable => formattable.ToString(null, CultureInfo.CurrentCulture),
        _ => value.ToString(),
    };
}
