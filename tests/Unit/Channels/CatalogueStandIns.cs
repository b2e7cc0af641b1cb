using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Channels;

/// <summary>What the catalogue asks of modules above it, where a test wires none of them: every code is known, and there are no pieces.</summary>
internal sealed class CatalogueStandIns : IHsCodes, IPieces
{
    public static void In(IServiceCollection services)
    {
        services.AddSingleton<IHsCodes, CatalogueStandIns>();
        services.AddSingleton<IPieces, CatalogueStandIns>();
    }

    public Result Check(string hsCode) => Result.Ok;

    public IReadOnlyList<HsProposal> Propose(Product product) => [];

    public Task<IReadOnlyList<PieceCount>> CountAsync(IReadOnlyList<ProductId> products, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PieceCount>>([.. products.Select(_ => default(PieceCount))]);
}
