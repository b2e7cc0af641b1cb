using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Unit.Warehouse;

/// <summary>Everything stays within one customs territory.</summary>
internal sealed class NoPapers : ICustomsPapers
{
    public IReadOnlyList<PapersNeeded> Needed(IReadOnlyList<PapersQuestion> questions) => throw new NotSupportedException("Nobody plans here.");

    public void Declare(IReadOnlyList<DeclaredGoods> goods) => throw new NotSupportedException("Nobody plans here.");

    public Task<IReadOnlyList<Result<IReadOnlyList<PaperInfo>>>> MakeAsync(IReadOnlyList<PackedConsignment> packed, CancellationToken ct) => throw new NotSupportedException("The journey makes papers.");

    public void Void(IReadOnlyList<OrderId> orders) { }

    public Task<IReadOnlyList<PaperInfo>> OfOrdersAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) => Task.FromResult<IReadOnlyList<PaperInfo>>([]);

    public Task<Result<byte[]>> PrintAsync(IReadOnlyList<ConsignmentId> consignments, CancellationToken ct) => Task.FromResult(new Result<byte[]>(Problem.NotFound("customs.no_papers", "There are none.")));

    public string? LanguageFor(string country, DateOnly on) => null;
}
