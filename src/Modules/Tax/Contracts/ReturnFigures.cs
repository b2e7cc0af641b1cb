namespace Entrepot.Tax.Contracts;

/// <summary>A return: what it declares, what it only reports, what it corrects. Minor units of <see cref="Currency"/>.</summary>
public sealed record ReturnFigures
{
    public required string Form { get; init; }
    public required string Number { get; init; }
    public required string Country { get; init; }
    public required string Period { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required string Currency { get; init; }

    /// <summary>By country of tax, country of dispatch and rate.</summary>
    public required IReadOnlyList<ReturnLine> Lines { get; init; }

    /// <summary>What was sold or taken back in earlier periods and is declared only now.</summary>
    public required IReadOnlyList<ReturnCorrection> Corrections { get; init; }

    /// <summary>Not taxed here, and asked for by the form all the same.</summary>
    public required IReadOnlyList<ReturnReport> Reported { get; init; }
    public required IReadOnlyList<ReturnBoxFigure> Boxes { get; init; }

    /// <summary>The exchange rates used, each with its day and source.</summary>
    public required IReadOnlyList<ReturnRate> Rates { get; init; }
    public long NetMinor => Lines.Sum(line => line.NetMinor) + Corrections.Sum(line => line.NetMinor);
    public long TaxMinor => Lines.Sum(line => line.TaxMinor) + Corrections.Sum(line => line.TaxMinor);
}

/// <param name="ExpectedMinor">What the rate asks for; the buyers paid <paramref name="TaxMinor"/>.</param>
public sealed record ReturnLine(string Country, string Region, string ShipFrom, long? RatePpm, long Supplies, long NetMinor, long TaxMinor, long ExpectedMinor);

/// <param name="Period">Which period it corrects.</param>
public sealed record ReturnCorrection(string Country, string Region, string Period, long NetMinor, long TaxMinor);

public sealed record ReturnReport(TaxScheme Scheme, long Supplies, long NetMinor);

/// <param name="Minor">Whole units of the currency, times its minor units, where the form leaves out the rest.</param>
/// <param name="Entered">Whether a person enters it.</param>
public sealed record ReturnBoxFigure(string Box, string Label, long Minor, bool Entered, string Api);

public sealed record ReturnRate(string Currency, DateOnly Day, long RateE6, string Source);
