using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Stages;

/// <summary>
/// An HS code, an origin and words that customs accept for everything that must cross a border. A missing code is suggested
/// with its confidence, and the order waits: a guess is never declared.
/// </summary>
internal sealed class ClassifyGoods(IClassification classification, IDescriptionCheck descriptions) : IJourneyStage
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
            else Classify(order, order.Pieces, batch.Today);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Holds the order where a piece lacks what its declaration needs.</summary>
    /// <returns>Whether everything is classified (or the order goes on).</returns>
    public bool Classify(Traveller order, IReadOnlyList<Piece> pieces, DateOnly today)
    {
        foreach (var piece in pieces)
        {
            if (piece.Product.HsCode.Length == 0) return !order.Hold(Name, JourneyProblems.Unclassified(piece.Product.Sku), Suggest(piece));
            if (piece.Product.Origin.Length == 0 && order.Hold(Name, JourneyProblems.NoOrigin(piece.Product.Sku))) return false;
        }

        if (!Describe(order, pieces, today)) return false;
        order.Passed(new(Name, "classified", pieces.Count == 1 ? (Sentence)$"{pieces[0].Product.HsCode}, made in {pieces[0].Product.Origin}." : $"{pieces.Count} lines, all with HS code and origin."));
        return true;
    }

    /// <summary>Holds the order for words that customs there refuse; what only causes questions is said in the trace.</summary>
    private bool Describe(Traveller order, IReadOnlyList<Piece> pieces, DateOnly today)
    {
        var shipTo = order.Content.ShipTo.Country;
        var requests = new DescriptionRequest[pieces.Count];
        for (var i = 0; i < requests.Length; i++)
        {
            var product = pieces[i].Product;
            requests[i] = new(product.Sku, Declaration.Describe(product), product.Name, product.HsCode, shipTo, today);
        }

        var findings = descriptions.Check(requests);
        for (var i = 0; i < requests.Length; i++)
        {
            if (findings[i] is not { } finding) continue;
            var entry = Better(requests[i], finding);
            if (!finding.Holds) order.Passed(entry);
            else if (order.Hold(Name, JourneyProblems.VagueDescription(requests[i].Sku, requests[i].Description, shipTo), entry)) return false;
        }

        return true;
    }

    private TraceEntry Better(DescriptionRequest request, DescriptionFinding finding) => new(Name, "warned", $"{request.Sku} is described as '{request.Description}': '{finding.Term}' says too little.")
    {
        Alternatives = [.. finding.Better.Select(better => new TraceAlternative(better, "", "A better description", Chosen: false))],
        Sources = [finding.Rule],
    };

    private TraceEntry Suggest(Piece piece)
    {
        var description = Declaration.Describe(piece.Product);
        var suggestions = classification.Suggest([new(piece.Product.Id, description, piece.Product.Category)])[0];
        return new(Name, "held", $"{piece.Product.Sku} ({description}) has no HS code.")
        {
            Alternatives = [.. suggestions.Select(suggestion => new TraceAlternative(
                $"{suggestion.HsCode} {suggestion.Heading}", $"{suggestion.ConfidencePpm / 10_000m:0} %", suggestion.Evidence, Chosen: false))],
        };
    }
}
