using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors;

/// <summary>Amounts of an order that have no place of their own, as lines that nobody packs.</summary>
internal static class ServiceLines
{
    public static void Add(List<IncomingLine> lines, string code, string name, long minor, string currency)
    {
        if (minor <= 0) return;
        lines.Add(new()
        {
            ExternalLineId = code,
            Code = code,
            Description = name,
            Quantity = 1,
            UnitPriceMicros = Rounding.DivideHalfEven((Int128)minor * 1_000_000, (long)Currencies.Scale(currency)),
            AmountMinor = minor,
            IsService = true,
        });
    }

    /// <summary>The price of one piece in millionths, where only the price of all is told.</summary>
    public static long UnitMicros(long minor, long quantity, string currency) =>
        quantity <= 0 ? 0 : Rounding.DivideHalfEven((Int128)minor * 1_000_000, (Int128)quantity * (long)Currencies.Scale(currency));
}
