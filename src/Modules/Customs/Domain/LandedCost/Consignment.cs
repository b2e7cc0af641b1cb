using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>A request made ready to reckon with: codes as digits, freight and insurance spread over the lines, values in other currencies.</summary>
internal sealed class Consignment
{
    private readonly long[] transport;

    private Consignment(LandedCostRequest request, HsDigits[] hs, long[] transport)
    {
        (Request, Hs, this.transport) = (request, hs, transport);
        foreach (var line in request.Lines) Goods = checked(Goods + line.AmountMinor);
    }

    public LandedCostRequest Request { get; }
    public HsDigits[] Hs { get; }

    /// <summary>The intrinsic value: goods without transport and tax.</summary>
    public long Goods { get; }
    public long Cif => checked(Goods + Request.FreightMinor + Request.InsuranceMinor);

    public static Result<Consignment> Of(LandedCostRequest request)
    {
        if (request.Lines.Count == 0) return CustomsProblems.NothingToClear();

        var hs = new HsDigits[request.Lines.Count];
        for (var i = 0; i < hs.Length; i++)
        {
            var line = request.Lines[i];
            hs[i] = HsDigits.Of(line.HsCode);
            if (!hs[i].IsClassified) return CustomsProblems.Unclassified(line.LineId, line.HsCode);
        }

        return new Consignment(request, hs, Spread(request, checked(request.FreightMinor + request.InsuranceMinor)));
    }

    /// <summary>The line's share of freight and insurance, by value; the shares add up exactly.</summary>
    public long TransportOf(int line) => transport[line];

    /// <summary>Spreads an amount over the lines by value; the parts add up to it.</summary>
    public static long[] Spread(LandedCostRequest request, long amount)
    {
        var parts = new long[request.Lines.Count];
        if (amount == 0) return parts;

        Int128 total = 0;
        foreach (var line in request.Lines) total += line.AmountMinor;
        var byCount = total <= 0; // Free samples: every line bears the same.
        if (byCount) total = parts.Length;

        // Rounding the running total instead of each part is what makes the parts add up.
        Int128 running = 0;
        long given = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            running += byCount ? 1 : request.Lines[i].AmountMinor;
            var upTo = Rounding.DivideHalfUp(amount * running, total);
            parts[i] = upTo - given;
            given = upTo;
        }

        return parts;
    }

    /// <summary>The value that a regime's limits are about, in their currency.</summary>
    public Result<Money> Limited(LimitOn on, string currency)
    {
        var value = on switch
        {
            LimitOn.Goods => Goods,
            LimitOn.Cif => Cif,
            _ => DearestPiece(),
        };
        return Request.Fx.Convert(new Money(value, Request.Currency), currency);
    }

    private long DearestPiece()
    {
        long dearest = 0;
        foreach (var line in Request.Lines)
            if (line.Quantity > 0) dearest = Math.Max(dearest, Rounding.DivideUp(line.AmountMinor, line.Quantity));
        return dearest;
    }
}
