using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Entrepot.Platform.Data;

/// <summary>EF keeps one model per context type in a process; hosts with different modules (tests, tools) need one each.</summary>
internal sealed class ModelPerHost : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => ((context as EntrepotDb)?.ModuleNames, context.GetType(), designTime);
}
