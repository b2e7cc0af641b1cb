using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>Numbers and dates on papers: the same in every country, so that no customs officer has to guess.</summary>
internal static class PaperText
{
    /// <summary><c>3 Nov 2026</c>: no reader takes the day for the month.</summary>
    public static string Date(DateOnly date) => date.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>As short as it is exact, at least two decimals: <c>1.25 kg</c>, <c>0.085 kg</c>.</summary>
    public static string Kilograms(long grams) => (grams / 1000m).ToString("#,##0.00#", CultureInfo.InvariantCulture) + " kg";

    /// <summary>For a column: always to the gram, without the unit.</summary>
    public static string KilogramsInColumn(long grams) => (grams / 1000m).ToString("N3", CultureInfo.InvariantCulture);

    /// <summary>The amount without its currency: <c>1,234.50</c>.</summary>
    public static string Amount(Money money) => money.ToDecimal().ToString("N" + Currencies.Decimals(money.Currency), CultureInfo.InvariantCulture);

    /// <summary>The amount with its currency first, as on invoices: <c>EUR 1,234.50</c>.</summary>
    public static string AmountWithCurrency(Money money) => $"{money.Currency} {Amount(money)}";

    /// <summary>Outer size in whole and tenth centimetres: <c>40 × 30 × 12.5 cm</c>.</summary>
    public static string Size(Dimensions size) =>
        string.Create(CultureInfo.InvariantCulture, $"{size.LengthMillimetres / 10m:0.#} × {size.WidthMillimetres / 10m:0.#} × {size.HeightMillimetres / 10m:0.#} cm");

    public static string CubicMetres(long cubicMillimetres) => (cubicMillimetres / 1_000_000_000m).ToString("N3", CultureInfo.InvariantCulture) + " m³";

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
