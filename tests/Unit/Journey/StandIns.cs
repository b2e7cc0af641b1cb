using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Entrepot.Unit.Journey;

/// <summary>Nobody is listed, nothing is restricted, nothing is suggested: used only where no module answers the question.</summary>
internal sealed class NobodyIsListed : IPartyScreening, IGoodsRestrictions, IClassification
{
    public static void StandIn(IServiceCollection services)
    {
        services.TryAddSingleton<IPartyScreening, NobodyIsListed>();
        services.TryAddSingleton<IGoodsRestrictions, NobodyIsListed>();
        services.TryAddSingleton<IClassification, NobodyIsListed>();
    }

    public Task<IReadOnlyList<PartyAnswer>> ScreenAsync(IReadOnlyList<PartyRequest> parties, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PartyAnswer>>([.. parties.Select(_ => new PartyAnswer([], "no list"))]);

    public IReadOnlyList<Problem?> Check(IReadOnlyList<RestrictionRequest> requests) => new Problem?[requests.Count];

    public IReadOnlyList<IReadOnlyList<HsSuggestion>> Suggest(IReadOnlyList<ClassificationRequest> requests) => [.. requests.Select(_ => (IReadOnlyList<HsSuggestion>)[])];

    public Result Validate(string hsCode) => Result.Ok;
}
