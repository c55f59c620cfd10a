[assembly: TestCollectionOrderer("AgentCore.Extensions.AI.Tests.Secrets.LastCollectionOrderer", "AgentCore.Extensions.AI.AspNetCore.Tests")]
