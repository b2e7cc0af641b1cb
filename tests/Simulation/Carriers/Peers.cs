using Entrepot.Sandbox.Carriers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Simulation.Carriers;

/// <summary>The sandbox's carriers without a port between: a request is answered by the very code that answers it over HTTP.</summary>
internal sealed class Peers : IEndpointRouteBuilder
{
    public const string Host = "http://carriers.invalid";

    private static readonly ServiceProvider Web = new ServiceCollection().AddLogging().AddRouting().BuildServiceProvider();

    private readonly List<Route> routes;

    public Peers(TimeProvider clock, SandboxCarrierOptions options)
    {
        SandboxCarriers.Map(this, clock, options with { Prefix = "" });
        routes = [.. DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => new Route(endpoint))];
    }

    public IServiceProvider ServiceProvider => Web;
    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(Web);

    public Answer Handle(HttpMethod method, Uri address, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers, byte[] body, string? contentType)
    {
        var http = new DefaultHttpContext { RequestServices = Web };
        http.Request.Method = method.Method;
        http.Request.Path = PathString.FromUriComponent(address);
        http.Request.QueryString = QueryString.FromUriComponent(address);
        http.Request.Body = new MemoryStream(body);
        http.Request.ContentType = contentType;
        http.Request.ContentLength = body.Length;
        foreach (var (name, values) in headers) http.Request.Headers[name] = values.ToArray();
        var answer = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        if (body.Length > 0) http.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());

        var route = routes.Find(one => one.Takes(http)) ?? throw new InvalidOperationException($"No carrier answers {method} {address.AbsolutePath}.");
        route.Run(http);
        return new(http.Response.StatusCode, http.Response.ContentType, answer.ToArray());
    }

    internal sealed record Answer(int Status, string? ContentType, byte[] Body);

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }

    private sealed class Route(RouteEndpoint endpoint)
    {
        private readonly TemplateMatcher path = new(new RouteTemplate(endpoint.RoutePattern), []);
        private readonly string method = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0];

        public bool Takes(HttpContext http) => http.Request.Method == method && path.TryMatch(http.Request.Path, http.Request.RouteValues);

        public void Run(HttpContext http)
        {
            http.SetEndpoint(endpoint);
            var running = endpoint.RequestDelegate?.Invoke(http) ?? throw new InvalidOperationException($"{endpoint.DisplayName} does nothing.");
            if (!running.IsCompleted) throw new InvalidOperationException($"{endpoint.DisplayName} does not answer at once.");
            running.GetAwaiter().GetResult();
            http.Response.Body.Flush();
        }
    }
}
