using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>Reads <c>Rules/regimes.tsv</c>, whose head explains the columns. The order of the rows is the order in which they are tried.</summary>
internal static class RegimeFile
{
    public static IReadOnlyList<Regime> Read() => [.. RuleFile.Rows(typeof(RegimeFile).Assembly, "regimes.tsv").Select(Read)];

    private static Regime Read(string[] row)
    {
        var (duty, amount, deduction) = Duty(row[10]);
        return new Regime
        {
            Destination = row[0],
            Name = row[1],
            ShipFrom = row[2] == "*" ? [] : row[2].Split(','),
            For = row[3] switch
            {
                "*" => RegimeFor.Anyone,
                "ioss" => RegimeFor.Ioss,
                "collected" => RegimeFor.TaxCollected,
                "b2c" => RegimeFor.Consumer,
                "b2b" => RegimeFor.Business,
                _ => throw Unknown(row, row[3]),
            },
            Currency = row[4],
            AboveMinor = RuleText.NumberOrNone(row[5]),
            UpToMinor = RuleText.NumberOrNone(row[6]),
            LimitOn = row[7] switch { "goods" => LimitOn.Goods, "cif" => LimitOn.Cif, "unit" => LimitOn.Unit, _ => throw Unknown(row, row[7]) },
            ExceptHs = [.. RuleText.List(row[8]).Select(HsDigits.Of)],
            ExceptOrigins = RuleText.List(row[9]),
            Duty = duty,
            DutyAmount = amount,
            DutyDeduction = deduction,
            LinesByFullCodeAndOrigin = row[11] == "hs10",
            DutyOnCif = row[12] == "cif",
            Tax = row[13] switch { "none" => TaxKind.None, "at-sale" => TaxKind.AtSale, "import" => TaxKind.AtImport, "inside" => TaxKind.Inside, _ => throw Unknown(row, row[13]) },
            TaxBase = row[14] switch
            {
                RuleText.None or "cif+duty" => TaxBase.CifAndDuty,
                "goods+duty" => TaxBase.GoodsAndDuty,
                "goods110+duty" => TaxBase.GoodsPlusTenPercentAndDuty,
                _ => throw Unknown(row, row[14]),
            },
            TaxWaivedUpToMinor = RuleText.NumberOrNone(row[15]) ?? 0,
            From = RuleText.Day(row[16]),
            To = RuleText.LastDay(row[17]),
            Source = new TraceSource($"Regime {row[1]}", RuleText.Cited(row[19], row[18]), RuleText.Day(row[16])),
        };
    }

    /// <summary><c>none</c>, <c>tariff</c>, <c>line:300</c>, <c>rate:600000</c> or <c>rate:600000-2000</c>.</summary>
    private static (DutyKind Kind, long Amount, long Deduction) Duty(string text)
    {
        var parts = text.Split(':', '-');
        return parts[0] switch
        {
            "none" => (DutyKind.None, 0, 0),
            "tariff" => (DutyKind.Tariff, 0, 0),
            "line" => (DutyKind.FlatPerLine, RuleText.Number(parts[1]), 0),
            "rate" => (DutyKind.FlatRate, RuleText.Number(parts[1]), parts.Length > 2 ? RuleText.Number(parts[2]) : 0),
            _ => throw new InvalidOperationException($"Rules/regimes.tsv: '{text}' is no kind of duty."),
        };
    }

    private static InvalidOperationException Unknown(string[] row, string word) => new($"Rules/regimes.tsv, {row[1]}: '{word}' is not known.");
}
