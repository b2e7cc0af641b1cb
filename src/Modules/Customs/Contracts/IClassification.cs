using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>Goods to classify by what is known of them.</summary>
public sealed record ClassificationRequest(ProductId Product, string Description, string Category);

/// <param name="ConfidencePpm">0 to 1,000,000; how sure the suggestion is, from the evidence named.</param>
public sealed record HsSuggestion(string HsCode, string Heading, long ConfidencePpm, Sentence Evidence);

/// <summary>HS codes for goods: suggested from words, checked against the nomenclature, decided by people.</summary>
public interface IClassification
{
    /// <summary>Suggestions per request, best first, empty where nothing fits. A suggestion is never used without a person.</summary>
    IReadOnlyList<IReadOnlyList<HsSuggestion>> Suggest(IReadOnlyList<ClassificationRequest> requests);

    /// <summary>Whether the code stands in HS 2022 (first six digits) and has 6, 8 or 10 digits.</summary>
    Result Validate(string hsCode);
}
