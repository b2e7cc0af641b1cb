using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>Goods to classify by what is known of them, in English or Chinese; whatever is not known is empty.</summary>
public sealed record ClassificationRequest(ProductId Product, string Description, string Category)
{
    public string Title { get; init; } = "";
    public string Material { get; init; } = "";

    /// <summary>What the goods are for, or for whom.</summary>
    public string Use { get; init; } = "";
    public string Brand { get; init; } = "";

    /// <summary>ISO 3166-1 alpha-2: suggestions get the code's line in its tariff.</summary>
    public string Destination { get; init; } = "";
}

/// <param name="Heading">What the code stands for, in words; empty where no words are known.</param>
/// <param name="ConfidencePpm">0 to 1,000,000: the chance that the code is the goods' one. Of suggestions with 700,000 about seven in ten are right.</param>
public sealed record HsSuggestion(string HsCode, string Heading, long ConfidencePpm, Sentence Evidence)
{
    /// <summary>8 to 10 digits where the destination's tariff on file has exactly one line below the code; empty otherwise.</summary>
    public string NationalCode { get; init; } = "";
}

/// <summary>HS codes for goods: suggested from words, checked against the nomenclature, decided by people.</summary>
public interface IClassification
{
    /// <summary>Suggestions per request, best first, empty where nothing fits. A suggestion is never used without a person.</summary>
    IReadOnlyList<IReadOnlyList<HsSuggestion>> Suggest(IReadOnlyList<ClassificationRequest> requests);

    /// <summary>Whether the code stands in HS 2022 (first six digits) and has 6, 8 or 10 digits.</summary>
    Result Validate(string hsCode);
}
