using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Customs.Features;

/// <summary>A basket that somebody asked about, and its answers: under the law of the day, and of the other day where one was given.</summary>
public sealed record QuoteView(ListUrl Url, IReadOnlyList<QuoteAnswer> Answers, Problem? Problem)
{
    /// <summary>Every figure of one answer in one list, the lines' first.</summary>
    public static IReadOnlyList<QuoteFigureView> Figures(QuoteAnswer answer) =>
    [
        .. answer.Lines.SelectMany(line => line.Charges.Select(charge => new QuoteFigureView(line.Id, charge))),
        .. answer.Charges.Select(charge => new QuoteFigureView(null, charge)),
    ];
}

/// <param name="Line">Null for the consignment as a whole.</param>
public sealed record QuoteFigureView(long? Line, QuoteCharge Charge);
