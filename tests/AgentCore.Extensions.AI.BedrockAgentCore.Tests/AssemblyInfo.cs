[assembly: TestCollectionOrderer("AgentCore.Extensions.AI.Tests.Secrets.LastCollectionOrderer", "AgentCore.Extensions.AI.BedrockAgentCore.Tests")]
