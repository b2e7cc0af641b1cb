using Entrepot.Kernel;

namespace Entrepot.Transport.Rates;

/// <summary>The terms a service delivers under, as bits: they are asked for every service of every order.</summary>
internal readonly struct Incoterms
{
    private readonly int bits;
    private readonly string codes;

    /// <param name="terms">Null: any.</param>
    public Incoterms(Incoterm[]? terms)
    {
        terms ??= Enum.GetValues<Incoterm>();
        foreach (var term in terms) bits |= 1 << (int)term;
        codes = string.Join(" and ", terms.Select(Code));
    }

    public bool Include(Incoterm incoterm) => (bits & (1 << (int)incoterm)) != 0;

    public override string ToString() => codes;

    /// <summary>As the trade writes it: <c>DDP</c>.</summary>
    public static string Code(Incoterm incoterm) => incoterm.ToString().ToUpperInvariant();
}
