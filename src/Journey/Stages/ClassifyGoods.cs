using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Stages;

/// <summary>
/// An HS code and an origin for everything that must cross a border. A missing code is suggested with its confidence,
/// and the order waits: a guess is never declared.
/// </summary>
internal sealed class ClassifyGoods(IClassification classification) : IJourneyStage
{
    /// <summary>The outcome that leaves it to the split which goods cross a border.</summary>
    public const string Domestic = "domestic";

    public string Name => "classify";

    public ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        var home = batch.Warehouses.Select(site => Countries.CustomsTerritory(site.Address.Country)).ToHashSet(StringComparer.Ordinal);
        foreach (var order in batch.Moving())
        {
            // Where we have a warehouse inside the border, whether goods cross it is known only after the split.
            if (home.Contains(Countries.CustomsTerritory(order.Content.ShipTo.Country))) order.Passed(new(Name, Domestic, "A warehouse lies in the destination's customs territory."));
            else Classify(order, order.Pieces);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Holds the order where a piece lacks what its declaration needs.</summary>
    /// <returns>Whether everything is classified (or the order goes on).</returns>
    public bool Classify(Traveller order, IReadOnlyList<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            if (piece.Product.HsCode.Length == 0) return !order.Hold(Name, JourneyProblems.Unclassified(piece.Product.Sku), Suggest(piece));
            if (piece.Product.Origin.Length == 0 && order.Hold(Name, JourneyProblems.NoOrigin(piece.Product.Sku))) return false;
        }

        order.Passed(new(Name, "classified", pieces.Count == 1 ? (Sentence)$"{pieces[0].Product.HsCode}, made in {pieces[0].Product.Origin}." : $"{pieces.Count} lines, all with HS code and origin."));
        return true;
    }

    private TraceEntry Suggest(Piece piece)
    {
        var description = piece.Product.CustomsDescription.Length > 0 ? piece.Product.CustomsDescription : piece.Product.Name;
        var suggestions = classification.Suggest([new(piece.Product.Id, description, piece.Product.Category)])[0];
        return new(Name, "held", $"{piece.Product.Sku} ({description}) has no HS code.")
        {
            Alternatives = [.. suggestions.Select(suggestion => new TraceAlternative(
                $"{suggestion.HsCode} {suggestion.Heading}", $"{suggestion.ConfidencePpm / 10_000m:0} %", suggestion.Evidence, Chosen: false))],
        };
    }
}
