using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Platform.Ui;

/// <summary>
/// How values stand in a sentence: whole numbers are grouped, money, decimals and days written as the language does, and in a right-to-left sentence every value is isolated
/// (U+2068 … U+2069), or a tracking number in Arabic text would be read from the wrong end.
/// </summary>
internal sealed class WordFormat : IFormatProvider, ICustomFormatter
{
    public static readonly WordFormat Instance = new();

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : CultureInfo.CurrentCulture.GetFormat(formatType);

    public string Format(string? format, object? arg, IFormatProvider? formatProvider)
    {
        var text = arg switch
        {
            int or long or short when format is null => Formats.Number(Convert.ToInt64(arg, CultureInfo.InvariantCulture)),
            Money money => Formats.Money(money),
            Figure figure => Formats.Figure(figure),
            Percentage rate => Formats.Rate(rate),
            decimal number when format is null => Formats.Plain(number),
            CountryName country => Formats.Country(country.Code),
            DateOnly day when format is null => Formats.Day(day),
            IFormattable value => value.ToString(format, CultureInfo.CurrentCulture),
            _ => arg?.ToString() ?? "",
        };
        return CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? $"\u2068{text}\u2069" : text;
    }
}
